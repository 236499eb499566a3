package io.reinstate.health;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ModuleSpec;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.service.ServiceStatus;
import io.reinstate.service.Services;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The probes of a scope, each with the process it would look at, and how long to wait for them.
 * Whether its services run is asked in any case: who answers may be somebody else.
 */
final class Scoped {

  /** How long it may take to tell whether a supervised service runs. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** Where no service of the scope says how long it may take. */
  private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(30);

  /**
   * A probe with the service it is about, if any.
   *
   * @param subject the service's name; empty for the minimal server
   */
  private record Entry(ProbeSpec spec, Optional<ServiceId> subject) {}

  /**
   * A probe that is ready to be asked.
   *
   * @param owner whose health it is, where it is that of a service
   */
  record Question(
      ProbeSpec spec, Supplier<Optional<ServiceStatus>> process, Optional<ProbedService> owner) {

    /** Of a probe that belongs to no service. */
    Question(ProbeSpec spec, Supplier<Optional<ServiceStatus>> process) {
      this(spec, process, Optional.empty());
    }
  }

  private final Application application;
  private final Set<Entry> entries = new LinkedHashSet<>();
  private final Map<Optional<ServiceId>, ServiceSpec> running = new LinkedHashMap<>();
  private final boolean minimal;
  private Duration deadline = Duration.ZERO;

  private Scoped(Application application, boolean minimal) {
    this.application = application;
    this.minimal = minimal;
  }

  private Scoped(Application application, HealthScope scope) {
    this(application, scope instanceof HealthScope.Minimal);
    if (scope instanceof HealthScope.Module one) {
      add(application.module(one.module()));
    } else if (scope instanceof HealthScope.Service one) {
      add(application.service(one.service()), Optional.of(one.service()));
      application.modules().values().stream()
          .filter(module -> module.service().filter(one.service()::equals).isPresent())
          .forEach(this::add);
    } else if (minimal) {
      application.minimal().ifPresent(spec -> add(spec, Optional.empty()));
    } else {
      application.services().forEach((id, service) -> add(service, Optional.of(id)));
      application.modules().values().forEach(this::add);
      running.keySet().removeIf(service -> askedByItsColour(service.orElseThrow()));
    }
    if (scope instanceof HealthScope.OneComponent one) {
      var component = application.component(one.component());
      component.health().forEach(spec -> entries.add(new Entry(spec, component.service())));
    }
  }

  static Scoped of(Application application, HealthScope scope) {
    return new Scoped(application, scope);
  }

  /**
   * These probes, and whether these services run.
   *
   * @param services what the probes are about, if anything; the only one owns them
   */
  static Scoped of(
      Application application, List<ProbeSpec> probes, Collection<ServiceId> services) {
    var scoped = new Scoped(application, false);
    var owner = services.size() == 1 ? services.stream().findFirst() : Optional.<ServiceId>empty();
    probes.forEach(spec -> scoped.entries.add(new Entry(spec, owner)));
    services.forEach(id -> scoped.running.put(Optional.of(id), application.service(id)));
    return scoped;
  }

  /** Of a colour that is idle, nothing need run; what it is like is the health of the colour. */
  private boolean askedByItsColour(ServiceId service) {
    return application.service(service).health().isEmpty()
        && application.traffic().stream()
            .flatMap(traffic -> traffic.colours().values().stream())
            .anyMatch(colour -> colour.services().contains(service));
  }

  /** Whether no probe is configured, whatever runs. */
  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether a supervised service of it has ended: nothing but a start brings it back. */
  boolean hasEnded(Services services) {
    return running.entrySet().stream()
        .filter(service -> service.getValue().run() instanceof RunSpec.Supervised)
        .flatMap(service -> process(services, service.getKey()).stream())
        .anyMatch(status -> status.state() == ServiceStatus.State.STOPPED);
  }

  List<Question> questions(Services services) {
    return Stream.concat(entries.stream(), processes())
        .map(
            entry ->
                new Question(
                    entry.spec(),
                    () -> process(services, entry.subject()),
                    owner(services, entry.subject())))
        .toList();
  }

  Duration deadline() {
    return deadline.isZero() ? DEFAULT_DEADLINE : deadline;
  }

  /** One for each service whose process no written probe asks. */
  private Stream<Entry> processes() {
    return running.entrySet().stream()
        .filter(
            service -> entries.stream().noneMatch(entry -> asksProcess(entry, service.getKey())))
        .map(service -> new Entry(process(service.getKey(), service.getValue()), service.getKey()));
  }

  private static boolean asksProcess(Entry entry, Optional<ServiceId> service) {
    return entry.spec() instanceof ProbeSpec.Process && entry.subject().equals(service);
  }

  private static ProbeSpec process(Optional<ServiceId> service, ServiceSpec spec) {
    var name = service.map(ServiceId::value).orElse("minimal server") + " runs";
    var timeout = spec.run() instanceof RunSpec.Commands commands ? commands.timeout() : LOOK;
    return new ProbeSpec.Process(name, timeout);
  }

  private Optional<ServiceStatus> process(Services services, Optional<ServiceId> subject) {
    return minimal
        ? Optional.of(services.minimalStatus(application))
        : subject.map(service -> services.status(application, service));
  }

  private Optional<ProbedService> owner(Services services, Optional<ServiceId> service) {
    return minimal || service.isPresent()
        ? Optional.of(new ProbedService(application, service, services))
        : Optional.empty();
  }

  private void add(ModuleSpec module) {
    module.service().ifPresent(id -> add(application.service(id), Optional.of(id)));
    module.health().forEach(spec -> entries.add(new Entry(spec, module.service())));
  }

  private void add(ServiceSpec service, Optional<ServiceId> subject) {
    service.health().forEach(spec -> entries.add(new Entry(spec, subject)));
    running.put(subject, service);
    if (service.deadline().compareTo(deadline) > 0) {
      deadline = service.deadline();
    }
  }
}
