package io.reinstate.service;

import io.reinstate.ReinstateException;
import java.nio.file.Path;

/** A supervised service could not be started, or ended within its first moments. */
public final class StartFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private StartFailed(String what, Path where, String next, Throwable cause) {
    super(what, where.toString(), next, cause);
  }

  static StartFailed ended(String service, int exitStatus, Path log, String lastLines) {
    return new StartFailed(
        "%s ended right after its start with exit status %d".formatted(service, exitStatus),
        log,
        "A supervised program stays in the foreground. " + output(lastLines),
        null);
  }

  static StartFailed hangs(String service, Path log, String lastLines) {
    return new StartFailed(
        service + " did not become its program in time",
        log,
        "Check the disk and the program, then stop and start it again. " + output(lastLines),
        null);
  }

  static StartFailed impossible(String service, Path directory, Throwable cause) {
    return new StartFailed(
        service + " cannot be started: " + cause.getMessage(),
        directory,
        "Supervised services need setsid (util-linux) and a log that can be written.",
        cause);
  }

  private static String output(String lastLines) {
    return lastLines.isBlank() ? "It wrote nothing to its log." : "It wrote:\n" + lastLines;
  }
}
