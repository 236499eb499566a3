package io.reinstate.backup;

import io.reinstate.ReinstateException;
import java.nio.file.Path;

/** The database could not be copied. Nothing half-made is left under the name of a backup. */
public final class BackupFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  BackupFailed(Path file, Exception cause) {
    super(
        "The database could not be backed up: " + cause.getMessage(),
        file.toString(),
        "Check the space and the permissions there, then try again.",
        cause);
  }
}
