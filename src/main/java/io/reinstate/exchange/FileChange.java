package io.reinstate.exchange;

import io.reinstate.catalog.application.Application;
import io.reinstate.change.Change;
import io.reinstate.change.Kind;
import io.reinstate.change.Noted;

/**
 * Files that are exchanged together.
 *
 * @param key of their exchange
 */
record FileChange(
    Exchanges exchanges, Application application, Kind kind, String key, Runnable staging)
    implements Change {

  @Override
  public Noted noted() {
    return Noted.the(kind);
  }

  @Override
  public void stage() {
    staging.run();
  }

  @Override
  public void exchange() {
    exchanges.exchange(application, key);
  }

  @Override
  public void putBack() {
    exchanges.revert(application, key);
  }

  @Override
  public void confirm() {
    exchanges.confirm(application, key);
  }

  @Override
  public State state() {
    return exchanges.state(application, key);
  }
}
