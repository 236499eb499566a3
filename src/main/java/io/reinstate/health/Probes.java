package io.reinstate.health;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.database.Databases;
import io.reinstate.exchange.Exchanges;
import io.reinstate.exchange.RestoredFiles;
import io.reinstate.git.Revisions;
import io.reinstate.host.Command;
import io.reinstate.host.CommandNotStarted;
import io.reinstate.host.CommandTimedOut;
import io.reinstate.host.Host;
import io.reinstate.host.Port;
import io.reinstate.service.ServiceStatus;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks one probe once, whatever its kind. */
final class Probes {

  private static final int QUOTED_LINES = 5;

  private final Host host;
  private final Services services;
  private final HttpProbe http = new HttpProbe();
  private final WebsocketProbe websocket = new WebsocketProbe();

  private final SqlProbe sql;
  private final RevisionProbe revision;
  private final FilesProbe files;
  private final BaselineProbe baseline;

  Probes(Host host, Services services, SnapshotSettings settings, Clock clock) {
    this.host = host;
    this.services = services;
    var revisions = new Revisions();
    var snapshots = new Snapshots(settings, host, revisions, clock);
    var exchanges = new Exchanges(snapshots, settings, clock);
    var restored = new RestoredFiles(exchanges);
    sql = new SqlProbe(new Databases(host), clock);
    revision = new RevisionProbe(http, revisions, snapshots, restored);
    files = new FilesProbe(snapshots, exchanges, restored);
    baseline = new BaselineProbe(http, new Baselines(settings));
  }

  ProbeResult ask(Application application, Scoped.Question question) {
    var spec = question.spec();
    var start = System.nanoTime();
    var finding = find(application, question);
    var latency = Duration.ofNanos(System.nanoTime() - start);
    return new ProbeResult(spec.name(), finding.verdict(), finding.reason(), latency);
  }

  private Finding find(Application application, Scoped.Question question) {
    var spec = question.spec();
    if (spec instanceof ProbeSpec.Http asked) {
      return OwnPort.require(
          http.ask(asked),
          asked.answeredBy(),
          asked.name(),
          Port.of(asked.url()),
          question.owner());
    }
    if (spec instanceof ProbeSpec.Tcp asked) {
      return OwnPort.require(
          TcpProbe.ask(asked),
          asked.answeredBy(),
          asked.name(),
          new Port(asked.host(), asked.port()),
          question.owner());
    }
    if (spec instanceof ProbeSpec.Command asked) {
      return run(asked, application);
    }
    if (spec instanceof ProbeSpec.Websocket asked) {
      return websocket.ask(asked);
    }
    if (spec instanceof ProbeSpec.Log asked) {
      return new LogProbe(
              asked, subject(application, asked.service(), question), application.user())
          .ask();
    }
    if (spec instanceof ProbeSpec.Resources asked) {
      return ResourcesProbe.ask(asked, subject(application, asked.service(), question));
    }
    if (spec instanceof ProbeSpec.Sql asked) {
      return sql.ask(asked, application);
    }
    if (spec instanceof ProbeSpec.Revision asked) {
      return revision.ask(asked, application);
    }
    if (spec instanceof ProbeSpec.Files asked) {
      return files.ask(asked, application);
    }
    if (spec instanceof ProbeSpec.Baseline asked) {
      return baseline.ask(asked, subject(application, asked.service(), question), application);
    }
    return ofProcess(spec.name(), question.process().get());
  }

  /** What a probe of that kind would compare with its baseline, as it is now. */
  Measurement measurement(
      ProbeSpec.Baseline spec, Application application, Scoped.Question question) {
    return new Measurement(spec, subject(application, spec.service(), question), http);
  }

  /** The service that is named, or else the one whose health is asked. */
  private Optional<ProbedService> subject(
      Application application, Optional<ServiceId> named, Scoped.Question question) {
    return named
        .map(service -> new ProbedService(application, Optional.of(service), services))
        .or(question::owner);
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

  private Finding run(ProbeSpec.Command spec, Application application) {
    try {
      var result =
          host.run(
              Command.of(application.home(), spec.timeout(), spec.run()).as(application.user()));
      var reason = spec.name() + " ends with exit status " + result.exitStatus();
      return result.exitStatus() == spec.exit()
          ? Finding.healthy(reason)
          : Finding.unhealthy(reason + ", expected " + spec.exit() + lastLines(result.output()));
    } catch (CommandNotStarted e) {
      return Finding.unknown(spec.name() + " cannot tell: " + e.getMessage());
    } catch (CommandTimedOut e) {
      return Finding.unknown(spec.name() + " came to no end within " + Durations.of(spec));
    }
  }

  private static String lastLines(String output) {
    var lines = output.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty()
        ? ""
        : lines.stream()
            .skip(Math.max(0, lines.size() - QUOTED_LINES))
            .map(Finding::quote)
            .collect(Collectors.joining(" ", ": ", ""));
  }
}
