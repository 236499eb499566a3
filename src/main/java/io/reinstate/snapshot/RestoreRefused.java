package io.reinstate.snapshot;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.tree.FailureReason;
import java.io.IOException;

/** Restoring was refused before anything in the live tree was touched. */
public sealed class RestoreRefused extends ReinstateException permits UnsafePath {

  private static final long serialVersionUID = 1L;

  public RestoreRefused(String what, String where, String next) {
    super(what, where, next);
  }

  public RestoreRefused(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }

  /** The files of an application cannot be read or staged. */
  public static RestoreRefused because(IOException cause, Application application, String what) {
    return new RestoreRefused(
        what + ": " + FailureReason.of(cause),
        "application " + application.id(),
        "Nothing was changed. Remove the cause, then try again.",
        cause);
  }
}
