package io.reinstate.service;

import static java.util.stream.Collectors.joining;

import io.reinstate.ReinstateException;
import io.reinstate.host.Port;
import io.reinstate.host.ProcessStat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A service was not stopped, or somebody still answers where it did. */
public final class StopFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  StopFailed(String service, long leader, List<ProcessStat> alive) {
    super(
        service + " is still alive five seconds after SIGKILL",
        "session %d, processes %s".formatted(leader, describe(alive)),
        "State D waits for a disk, any other belongs to another user: look at it by hand, then try"
            + " again.");
  }

  private StopFailed(String what, String where, String next) {
    super(what, where, next);
  }

  static StopFailed notAlone(String service, String probe, Port port, String who) {
    return new StopFailed(
        "%s was not stopped: somebody else than its own processes listens at %s, and still would"
                .formatted(service, port)
            + " afterwards: "
            + who,
        "probe " + probe,
        "End that process, or write answeredBy: proxy at the probe if it is to stand in front of"
            + " the service.");
  }

  static StopFailed answered(String service, String probe, Port port, String who) {
    return new StopFailed(
        "%s does not run, but somebody still answers at %s: %s".formatted(service, port, who),
        "probe " + probe,
        "See who that is, for it may be another version. End it, then try again. Write answeredBy:"
            + " proxy at the probe if it is to stand in front of the service.");
  }

  static StopFailed runsOn(
      String service, String command, Path directory, Duration patience, String status) {
    return new StopFailed(
        "%s still runs, or nobody can tell, %s after «%s». The last answer: %s"
            .formatted(service, seconds(patience), command, status),
        directory.toString(),
        "Its stop command must stop it, and status must say so. Raise commands.timeout where it"
            + " takes longer.");
  }

  private static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1000.0);
  }

  private static String describe(List<ProcessStat> alive) {
    return alive.stream()
        .map(process -> "%d in state %s".formatted(process.pid(), process.state()))
        .collect(joining(", "));
  }
}
