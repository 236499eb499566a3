package io.reinstate.database;

import io.reinstate.catalog.application.Application;
import io.reinstate.change.Change;
import io.reinstate.change.Kind;
import io.reinstate.change.Noted;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema that goes back to an earlier version by the application's own command. What the command
 * prints is in Reinstate's log.
 *
 * @param version is asked for when it is exchanged
 */
record SchemaChange(
    Migrations migrations, Application application, String key, Supplier<String> version)
    implements Change {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaChange.class);

  @Override
  public Noted noted() {
    return Noted.the(Kind.SCHEMA);
  }

  @Override
  public void exchange() {
    migrations.down(application, version.get(), key, line -> LOG.info("{}: {}", key, line));
  }

  @Override
  public void putBack() {
    migrations.putBack(application, key);
  }

  @Override
  public void confirm() {
    migrations.confirm(application, key);
  }

  @Override
  public State state() {
    return migrations.isBegun(application, key) ? State.LIVE : State.NONE;
  }
}
