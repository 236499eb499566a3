package io.reinstate.service;

import io.reinstate.ReinstateException;
import io.reinstate.host.Port;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A service could not be started, or ended within its first moments. */
public final class StartFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private StartFailed(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }

  /**
   * @param listening who listens at its port now, if anybody does
   */
  static StartFailed ended(
      String service, int exitStatus, Path log, String lastLines, Optional<String> listening) {
    var what = "%s ended right after its start with exit status %d".formatted(service, exitStatus);
    var background =
        "If it puts itself in the background, name the file that it writes its pid to:"
            + " supervised.pidFile. ";
    return new StartFailed(
        what + listening.map(who -> ", and now " + who).orElse(""),
        log.toString(),
        "A supervised program stays in the foreground. "
            + (exitStatus == 0 ? background : "")
            + output(lastLines),
        null);
  }

  static StartFailed noDaemon(String service, Path pidFile, Duration patience, String lastLines) {
    return new StartFailed(
        "%s left no process in the background within %d s that its pid file names"
            .formatted(service, patience.toSeconds()),
        pidFile.toString(),
        "The file must be a plain file with the number of a process of the application's user that"
            + " this start has begun. "
            + output(lastLines),
        null);
  }

  static StartFailed hangs(String service, Path log, String lastLines) {
    return new StartFailed(
        service + " did not become its program in time",
        log.toString(),
        "Check the disk and the program, then stop and start it again. " + output(lastLines),
        null);
  }

  static StartFailed impossible(String service, Path directory, Throwable cause) {
    return new StartFailed(
        service + " cannot be started: " + cause.getMessage(),
        directory.toString(),
        "Supervised services need setsid (util-linux) and a log that can be written.",
        cause);
  }

  static StartFailed taken(String service, String probe, Port port, String who) {
    return new StartFailed(
        "%s was not started, for somebody else answers at %s: %s".formatted(service, port, who),
        "probe " + probe,
        "See who that is, for it may be another version. End it, then start the service. Write"
            + " answeredBy: proxy at the probe if it is to stand in front of the service.",
        null);
  }

  static StartFailed doesNotRun(
      String service,
      String command,
      Path directory,
      Duration patience,
      String status,
      String lastLines) {
    return new StartFailed(
        "%s does not run %.1f s after «%s» ended with 0. The last answer: %s"
            .formatted(service, patience.toMillis() / 1000.0, command, status),
        directory.toString(),
        "Raise commands.timeout where it takes longer. " + lastLines,
        null);
  }

  private static String output(String lastLines) {
    return lastLines.isBlank() ? "It wrote nothing to its log." : "It wrote:\n" + lastLines;
  }
}
