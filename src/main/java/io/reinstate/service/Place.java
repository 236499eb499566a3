package io.reinstate.service;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.ProbeSpec.AnsweredBy;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.host.Deadline;
import io.reinstate.host.Listener;
import io.reinstate.host.Port;
import io.reinstate.host.ProcessStat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the world finds a service: what its own HTTP and TCP probes ask. While it does not run
 * nobody may answer there, for the next version would be taken for the one that was stopped.
 *
 * <p>A port of this machine that a supervised service has must be free. Elsewhere, and of a service
 * that other programs look after, whose port a socket unit or a container may hold, nobody may
 * answer as the probe expects.
 */
final class Place {

  private static final Duration UNTIL_FREE = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

  private final String name;
  private final Application application;
  private final Optional<ServiceId> service;
  private final List<ProbeSpec> probes;
  private final boolean supervised;
  private final Services services;
  private final Answers answers;

  /**
   * @param name what people call it
   * @param service empty for the minimal server
   */
  Place(
      String name,
      Application application,
      Optional<ServiceId> service,
      ServiceSpec spec,
      Services services,
      Answers answers) {
    this.name = name;
    this.application = application;
    this.service = service;
    this.services = services;
    this.answers = answers;
    supervised = spec.run() instanceof RunSpec.Supervised;
    probes =
        Stream.concat(spec.health().stream(), service.stream().flatMap(this::ofItsColour))
            .filter(probe -> port(probe).isPresent())
            .filter(probe -> !answeredBy(probe).equals(Optional.of(AnsweredBy.PROXY)))
            .toList();
  }

  /**
   * Before a service that runs is stopped: nobody else listens at its ports. What stands in front
   * of it would still be there afterwards, and the service would not.
   *
   * @param own its processes
   * @throws StopFailed when somebody does
   */
  void refuseOthers(List<ProcessStat> own) {
    for (var probe : probes) {
      var port = port(probe).orElseThrow();
      var others = others(port, own);
      if (!others.isEmpty()) {
        var who = others.stream().map(Listener::who).distinct().collect(Collectors.joining("; "));
        throw StopFailed.notAlone(name, probe.name(), port, who);
      }
    }
  }

  /**
   * After the service was stopped: waits until nobody answers.
   *
   * @throws StopFailed when somebody still does, with who that is
   */
  void requireLeft(Duration patience) {
    var left = longer(patience);
    if (!left.await(() -> answered(true).isEmpty(), FIRST_PAUSE, LONGEST_PAUSE)) {
      answered(true)
          .ifPresent(
              probe -> {
                var port = port(probe).orElseThrow();
                throw StopFailed.answered(name, probe.name(), port, port.who());
              });
    }
  }

  /**
   * Before the service is started: waits a moment until nobody answers.
   *
   * @param runs whether it is started by somebody else meanwhile
   * @throws StartFailed when somebody answers, with who that is
   */
  void requireFree(BooleanSupplier runs) {
    var free = Deadline.in(UNTIL_FREE);
    if (!free.await(
        () -> answered(false).isEmpty() || runs.getAsBoolean(), FIRST_PAUSE, LONGEST_PAUSE)) {
      answered(false)
          .ifPresent(
              probe -> {
                var port = port(probe).orElseThrow();
                throw StartFailed.taken(name, probe.name(), port, port.who());
              });
    }
  }

  /**
   * Who else than a supervised service listens at its ports now, for people: then it is neither
   * stopped nor started. Nobody is asked.
   *
   * @param own its processes
   */
  Optional<String> others(List<ProcessStat> own) {
    return probes.stream()
        .map(probe -> port(probe).orElseThrow())
        .distinct()
        .flatMap(
            port -> others(port, own).stream().map(other -> other.who() + " listens at " + port))
        .findFirst();
  }

  private List<Listener> others(Port port, List<ProcessStat> own) {
    var others = port.listeners().stream().filter(listener -> isForeign(listener, own)).toList();
    return others.isEmpty() || isNeighbours(port, true) ? List.of() : others;
  }

  /** Who listens at its ports now, for people; nothing when nobody does. */
  Optional<String> listeners() {
    return probes.stream()
        .map(probe -> port(probe).orElseThrow())
        .filter(port -> !port.listeners().isEmpty())
        .map(port -> port.who() + " listens at " + port)
        .findFirst();
  }

  private static Deadline longer(Duration patience) {
    return Deadline.in(patience.compareTo(UNTIL_FREE) > 0 ? patience : UNTIL_FREE);
  }

  private Optional<ProbeSpec> answered(boolean stopping) {
    return probes.stream()
        .filter(this::isAnswered)
        .filter(probe -> !isNeighbours(port(probe).orElseThrow(), stopping))
        .findFirst();
  }

  private boolean isAnswered(ProbeSpec probe) {
    var port = port(probe).orElseThrow();
    return supervised && port.isOfThisMachine() ? port.isTaken() : answers.asExpected(probe);
  }

  /** Another user's processes cannot be looked into; those of the service are its own user's. */
  private boolean isForeign(Listener listener, List<ProcessStat> own) {
    var user = application.user();
    return listener.processes().isEmpty()
        ? listener.user() != user.uid() && !user.isRoot()
        : listener.processes().stream().noneMatch(process -> isOne(process, own));
  }

  private static boolean isOne(ProcessStat process, List<ProcessStat> of) {
    return of.stream()
        .anyMatch(each -> each.pid() == process.pid() && each.startTicks() == process.startTicks());
  }

  /**
   * Whether another part of the application that runs has this port: workers may be asked at their
   * server's, several servers may share one.
   */
  private boolean isNeighbours(Port port, boolean stopping) {
    var others =
        application.services().keySet().stream().filter(id -> !service.equals(Optional.of(id)));
    return others.anyMatch(
            id ->
                has(application.service(id), port, () -> services.processes(application, id))
                    && runs(services.status(application, id)))
        || stopping
            && service.isPresent()
            && application.minimal().isPresent()
            && services.minimalStandsIn(application)
            && has(application.minimal().get(), port, () -> services.minimalProcesses(application));
  }

  private static boolean runs(ServiceStatus status) {
    return status.state() == ServiceStatus.State.RUNNING;
  }

  private static boolean has(
      ServiceSpec other, Port port, java.util.function.Supplier<List<ProcessStat>> processes) {
    return other.health().stream().flatMap(probe -> port(probe).stream()).anyMatch(port::equals)
        || port.listeners().stream()
            .flatMap(listener -> listener.processes().stream())
            .anyMatch(process -> isOne(process, processes.get()));
  }

  /** The probes of a colour that is this service alone. */
  private Stream<ProbeSpec> ofItsColour(ServiceId id) {
    return application.traffic().stream()
        .flatMap(traffic -> traffic.colours().values().stream())
        .filter(colour -> Set.copyOf(colour.services()).equals(Set.of(id)))
        .flatMap(colour -> colour.health().stream());
  }

  private static Optional<AnsweredBy> answeredBy(ProbeSpec probe) {
    if (probe instanceof ProbeSpec.Http http) {
      return http.answeredBy();
    }
    return probe instanceof ProbeSpec.Tcp tcp ? tcp.answeredBy() : Optional.empty();
  }

  private static Optional<Port> port(ProbeSpec probe) {
    if (probe instanceof ProbeSpec.Http http) {
      return Optional.of(Port.of(http.url()));
    }
    return probe instanceof ProbeSpec.Tcp tcp
        ? Optional.of(new Port(tcp.host(), tcp.port()))
        : Optional.empty();
  }
}
