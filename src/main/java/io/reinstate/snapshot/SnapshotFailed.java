package io.reinstate.snapshot;

import io.reinstate.ReinstateException;

/** A snapshot could not be taken or marked. Nothing half-finished is left behind. */
public final class SnapshotFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  public SnapshotFailed(String what, String where, String next) {
    super(what, where, next);
  }

  public SnapshotFailed(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }

  /** As its cause may, such as a database that is away. */
  @Override
  public boolean mayPass() {
    return !(getCause() instanceof ReinstateException cause) || cause.mayPass();
  }
}
