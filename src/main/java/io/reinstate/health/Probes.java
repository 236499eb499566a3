package io.reinstate.health;

import io.reinstate.catalog.ProbeSpec;
import io.reinstate.host.Command;
import io.reinstate.host.CommandNotStarted;
import io.reinstate.host.CommandTimedOut;
import io.reinstate.host.Host;
import io.reinstate.service.ServiceStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Asks one probe once, whatever its kind. */
final class Probes {

  private final Host host;
  private final HttpProbe http = new HttpProbe();

  Probes(Host host) {
    this.host = host;
  }

  ProbeResult ask(Path home, Scoped.Question question) {
    var spec = question.spec();
    var start = System.nanoTime();
    var finding = find(home, question);
    var latency = Duration.ofNanos(System.nanoTime() - start);
    return new ProbeResult(spec.name(), finding.verdict(), finding.reason(), latency);
  }

  private Finding find(Path home, Scoped.Question question) {
    var spec = question.spec();
    if (spec instanceof ProbeSpec.Http asked) {
      return http.ask(asked);
    }
    if (spec instanceof ProbeSpec.Tcp asked) {
      return TcpProbe.ask(asked);
    }
    if (spec instanceof ProbeSpec.Command asked) {
      return run(asked, home);
    }
    return ofProcess(spec.name(), question.process().get());
  }

  private static Finding ofProcess(String name, Optional<ServiceStatus> process) {
    return process
        .map(
            status ->
                switch (status.state()) {
                  case RUNNING -> Finding.healthy(status.reason());
                  case STOPPED -> Finding.unhealthy(status.reason());
                  case UNKNOWN -> Finding.unknown(status.reason());
                })
        .orElseGet(() -> Finding.unknown(name + " belongs to no service, so it has no process"));
  }

  private Finding run(ProbeSpec.Command spec, Path home) {
    try {
      var result = host.run(Command.of(home, spec.timeout(), spec.run()));
      var reason = spec.name() + " ends with exit status " + result.exitStatus();
      return result.exitStatus() == spec.exit()
          ? Finding.healthy(reason)
          : Finding.unhealthy(reason + ", expected " + spec.exit() + lastLine(result.output()));
    } catch (CommandNotStarted e) {
      return Finding.unknown(spec.name() + " cannot tell: " + e.getMessage());
    } catch (CommandTimedOut e) {
      return Finding.unknown(spec.name() + " came to no end within " + Durations.of(spec));
    }
  }

  private static String lastLine(String output) {
    return output
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second)
        .map(line -> ": " + Finding.quote(line))
        .orElse("");
  }
}
