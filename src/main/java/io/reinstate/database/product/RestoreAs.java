package io.reinstate.database.product;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.FilesAs;
import java.nio.file.Path;
import java.time.Duration;

/** A restore that reaches its files with the rights of a user. */
public record RestoreAs(SystemUser user, DatabaseRestore restore) implements DatabaseRestore {

  @Override
  public RestoreState state() {
    return FilesAs.call(user, restore::state);
  }

  @Override
  public void prepare(Path dump) {
    FilesAs.run(user, () -> restore.prepare(dump));
  }

  @Override
  public Questions askPrepared() {
    return FilesAs.call(user, restore::askPrepared);
  }

  @Override
  public Duration exchange() {
    return FilesAs.call(user, restore::exchange);
  }

  @Override
  public void revert() {
    FilesAs.run(user, restore::revert);
  }

  @Override
  public void giveUp() {
    FilesAs.run(user, restore::giveUp);
  }
}
