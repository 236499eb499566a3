package io.reinstate.rollback;

import io.reinstate.ReinstateException;

/** A rollback or a runbook was named that does not exist, or that whoever asks may not see. */
public final class RollbackNotFound extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private RollbackNotFound(String what, String where, String next) {
    super(what, where, next);
  }

  /** There is no record of that key or instance. */
  public static RollbackNotFound rollback(String key) {
    return new RollbackNotFound(
        "There is no rollback «" + key + "» that you may read",
        "record",
        "See the Rollbacks page for all of them.");
  }

  /** There is no runbook of that id. */
  public static RollbackNotFound runbook(String id, String known) {
    return new RollbackNotFound(
        "There is no runbook «" + id + "»", "request", "Known: " + known + ".");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
