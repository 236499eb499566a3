package io.reinstate.service;

import static java.util.stream.Collectors.joining;

import io.reinstate.ReinstateException;
import io.reinstate.host.ProcessStat;
import java.util.List;

/** Some process of a service is alive although it got SIGKILL. */
public final class StopFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  StopFailed(String service, long leader, List<ProcessStat> alive) {
    super(
        service + " is still alive five seconds after SIGKILL",
        "session %d, processes %s".formatted(leader, describe(alive)),
        "State D waits for a disk, any other belongs to another user: look at it by hand, then try"
            + " again.");
  }

  private static String describe(List<ProcessStat> alive) {
    return alive.stream()
        .map(process -> "%d in state %s".formatted(process.pid(), process.state()))
        .collect(joining(", "));
  }
}
