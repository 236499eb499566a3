package io.reinstate.health;

import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.host.Deadline;
import io.reinstate.host.ProcessStat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds up what the processes of a service use, from proc(5). */
final class ResourcesProbe {

  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final long MIB = 1024 * 1024;

  private ResourcesProbe() {}

  static Finding ask(ProbeSpec.Resources spec, Optional<ProbedService> subject) {
    if (subject.isEmpty()) {
      return Finding.unknown(spec.name() + " belongs to no service, so it has no processes");
    }
    var service = subject.get();
    var before = service.processes();
    if (before.isEmpty()) {
      var reason = service.name() + " has no process of ours whose use could be measured";
      return Finding.unhealthy(spec.name() + ": " + reason);
    }
    var uses = new ArrayList<String>();
    var tooMuch = new ArrayList<String>();
    spec.memory().ifPresent(limit -> memory(before, limit, uses, tooMuch));
    spec.cpu().ifPresent(limit -> cpu(spec, service, before, limit, uses, tooMuch));
    return tooMuch.isEmpty()
        ? Finding.healthy(service.name() + " uses " + String.join(" and ", uses))
        : Finding.unhealthy(service.name() + " uses " + String.join(" and ", tooMuch));
  }

  private static void memory(
      List<ProcessStat> processes, long limit, List<String> uses, List<String> tooMuch) {
    var bytes = memory(processes);
    var text = mebibytes(bytes) + " MiB of memory";
    uses.add(text);
    if (bytes > limit) {
      tooMuch.add(text + ", expected at most " + mebibytes(limit) + " MiB");
    }
  }

  /** Resident bytes of all of them. */
  static long memory(List<ProcessStat> processes) {
    return processes.stream().mapToLong(ProcessStat::residentBytes).sum();
  }

  /** Percent of one core over a second, or over the timeout where that is shorter. */
  static double cpu(ProbedService service, Duration timeout) {
    return cpu(service, service.processes(), timeout);
  }

  private static double cpu(ProbedService service, List<ProcessStat> before, Duration timeout) {
    var window = WINDOW.compareTo(timeout) < 0 ? WINDOW : timeout;
    var start = System.nanoTime();
    Deadline.in(window).await(() -> false, window, window);
    var used = ticks(before, service.processes());
    var seconds = (System.nanoTime() - start) / 1e9;
    return 100.0 * used / ProcessStat.TICKS_PER_SECOND / seconds;
  }

  private static void cpu(
      ProbeSpec.Resources spec,
      ProbedService service,
      List<ProcessStat> before,
      double limit,
      List<String> uses,
      List<String> tooMuch) {
    var percent = cpu(service, before, spec.timeout());
    var text = "%.0f %% of one core".formatted(percent);
    uses.add(text);
    if (percent > limit) {
      tooMuch.add(text + ", expected at most %.0f %%".formatted(limit));
    }
  }

  /** What a process that began in between has used counts whole; what ended is not seen. */
  private static long ticks(List<ProcessStat> before, List<ProcessStat> after) {
    Map<Long, Long> then = new HashMap<>();
    before.forEach(process -> then.put(process.pid(), process.cpuTicks()));
    return after.stream()
        .mapToLong(process -> process.cpuTicks() - then.getOrDefault(process.pid(), 0L))
        .filter(ticks -> ticks > 0)
        .sum();
  }

  private static String mebibytes(long bytes) {
    return "%.0f".formatted((double) bytes / MIB);
  }
}
