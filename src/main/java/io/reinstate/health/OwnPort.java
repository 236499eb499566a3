package io.reinstate.health;

import io.reinstate.catalog.application.ProbeSpec.AnsweredBy;
import io.reinstate.host.Listener;
import io.reinstate.host.Port;
import io.reinstate.host.ProcessStat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether it is the service itself that answers a probe, where the probe demands that. */
final class OwnPort {

  private OwnPort() {}

  /**
   * The finding, unless somebody else has the port.
   *
   * @param probe its name
   * @param subject whose processes may answer
   */
  static Finding require(
      Finding answered,
      Optional<AnsweredBy> demanded,
      String probe,
      Port port,
      Optional<ProbedService> subject) {
    var demands = demanded.equals(Optional.of(AnsweredBy.SERVICE));
    return demands && answered.verdict() == Verdict.HEALTHY
        ? judge(answered, probe, port, subject)
        : answered;
  }

  private static Finding judge(
      Finding answered, String probe, Port port, Optional<ProbedService> subject) {
    if (subject.isEmpty()) {
      return Finding.unknown(probe + " belongs to no service, so nobody can tell who is to answer");
    }
    var listeners = port.listeners();
    if (listeners.isEmpty()) {
      return Finding.unhealthy(probe + " is answered by " + port.who());
    }
    var own = subject.get().processes();
    var others = listeners.stream().filter(listener -> !isOwn(listener, own)).toList();
    if (others.isEmpty()) {
      return answered;
    }
    var who = others.stream().map(Listener::who).distinct().collect(Collectors.joining("; "));
    var hidden = others.stream().allMatch(listener -> isHidden(listener, subject.get()));
    return hidden
        ? Finding.unknown(probe + " is answered at " + port + ", nobody can tell by whom: " + who)
        : Finding.unhealthy(
            "%s is answered at %s by somebody else than %s: %s"
                .formatted(probe, port, subject.get().name(), who));
  }

  /** The service's own user may keep even itself from being looked at. */
  private static boolean isHidden(Listener listener, ProbedService subject) {
    return listener.processes().isEmpty() && listener.user() == subject.application().user().uid();
  }

  private static boolean isOwn(Listener listener, List<ProcessStat> own) {
    return listener.processes().stream()
        .anyMatch(
            process ->
                own.stream()
                    .anyMatch(
                        each ->
                            each.pid() == process.pid()
                                && each.startTicks() == process.startTicks()));
  }
}
