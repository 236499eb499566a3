package io.reinstate.health;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.host.Deadline;
import io.reinstate.host.Host;
import io.reinstate.host.Interrupted;
import io.reinstate.host.Transcript;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Asks the probes of an application. Asking changes nothing and may be repeated. */
@Component
public class HealthChecks {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** What a probe may take beyond its own timeout: looking up names, killing a command. */
  private static final Duration SLACK = Duration.ofSeconds(6);

  private final Services services;
  private final Probes probes;
  private final Baselines baselines;
  private final Clock clock;
  private final ExecutorService threads = Executors.newCachedThreadPool(HealthChecks::thread);

  /**
   * @param settings where the snapshots are that files are compared with, and the baselines
   */
  public HealthChecks(Host host, Services services, SnapshotSettings settings, Clock clock) {
    this.services = services;
    this.probes = new Probes(host, services, settings, clock);
    this.baselines = new Baselines(settings);
    this.clock = clock;
  }

  /**
   * Asks every probe of the scope once, all at the same time, and whether its services run: one
   * that does not is unhealthy, whoever answers the probes. Takes no longer than the longest
   * timeout among them and a few seconds.
   *
   * @return at best unknown, with the reason, when the scope has no probe
   */
  public HealthReport check(Application application, HealthScope scope) {
    return check(application, Scoped.of(application, scope));
  }

  /**
   * Asks again and again until everything is healthy twice in a row, the application's {@code
   * settle} apart, or the longest start deadline of a service in the scope is over (30 s where
   * there is none), and gives the last answer. A try that has begun is finished, and so is a second
   * look. Does not wait when the scope has no probe, nor when a supervised service of it has ended:
   * it does not come back.
   */
  public HealthReport await(Application application, HealthScope scope) {
    var scoped = Scoped.of(application, scope);
    return await(application, scoped, scoped.deadline(), () -> check(application, scoped));
  }

  /**
   * Asks these probes once, all at the same time, as {@link #check}. A probe of a process cannot
   * tell here: there is no service it belongs to.
   *
   * @param name what the probes are about, for people
   * @return unknown, with the reason, when there is no probe
   */
  public HealthReport ask(Application application, String name, List<ProbeSpec> specs) {
    return ask(application, name, specs, List.of());
  }

  /**
   * The same, and whether these services run.
   *
   * @param services what the probes are about; the only one owns them
   */
  public HealthReport ask(
      Application application, String name, List<ProbeSpec> specs, Collection<ServiceId> services) {
    return report(application, name, Scoped.of(application, specs, services));
  }

  /**
   * Asks these probes again and again until all are healthy twice in a row or the time is over, and
   * gives the last answer, as {@link #await(Application, HealthScope)}.
   *
   * @param name what the probes are about, for people
   * @param services what the probes are about: whether they run is asked too
   */
  public HealthReport await(
      Application application,
      String name,
      List<ProbeSpec> specs,
      Collection<ServiceId> services,
      Duration deadline) {
    var scoped = Scoped.of(application, specs, services);
    return await(application, scoped, deadline, () -> report(application, name, scoped));
  }

  /**
   * Measures, one after the other, what the probes of services and modules compare with a baseline,
   * and keeps it in place of what was kept before.
   *
   * @throws BaselineNotRecorded when the other probes do not all answer healthy, when there is
   *     nothing to measure, or when it cannot be measured or kept; nothing is kept then
   */
  public Baseline recordBaseline(Application application) {
    var compared = new ArrayList<Scoped.Question>();
    var others = new ArrayList<Scoped.Question>();
    for (var question : Scoped.of(application, HealthScope.application()).questions(services)) {
      (question.spec() instanceof ProbeSpec.Baseline ? compared : others).add(question);
    }
    if (compared.isEmpty()) {
      throw new BaselineNotRecorded(
          application.id(),
          "No probe compares anything with a baseline",
          "Add probes of the kind baseline to the health of a service or module.");
    }
    var report = report(application, "the rest of " + application.id(), others.isEmpty(), others);
    if (report.verdict() != Verdict.HEALTHY) {
      throw new BaselineNotRecorded(
          application.id(),
          "Only what is healthy makes a baseline. " + report.sentence(),
          "Wait until the other probes are content, then record it again.");
    }
    return keep(application, measure(application, compared));
  }

  private Baseline measure(Application application, List<Scoped.Question> compared) {
    var values = new LinkedHashMap<String, Double>();
    for (var question : compared) {
      var spec = (ProbeSpec.Baseline) question.spec();
      var measurement = probes.measurement(spec, application, question);
      try {
        values.put(measurement.name(), measurement.value());
      } catch (NotMeasured e) {
        throw new BaselineNotRecorded(
            application.id(), e.getMessage(), "Remove the cause, then record it again.");
      }
    }
    return new Baseline(clock.instant(), values);
  }

  private Baseline keep(Application application, Baseline baseline) {
    try {
      baselines.write(application.id(), baseline);
      return baseline;
    } catch (IOException e) {
      throw new BaselineNotRecorded(application.id(), e);
    }
  }

  private HealthReport await(
      Application application, Scoped scoped, Duration deadline, Supplier<HealthReport> question) {
    var last = new AtomicReference<HealthReport>();
    Deadline.in(deadline)
        .await(
            () -> {
              last.set(confirmed(question, application.settle()));
              return last.get().verdict() == Verdict.HEALTHY
                  || scoped.isEmpty()
                  || scoped.hasEnded(services);
            },
            FIRST_PAUSE,
            LONGEST_PAUSE);
    return last.get();
  }

  /**
   * Healthy only by two answers: a program that finds its port taken may be alive for a moment, and
   * who has the port answers.
   */
  private static HealthReport confirmed(Supplier<HealthReport> question, Duration settle) {
    var report = question.get();
    if (report.verdict() != Verdict.HEALTHY || settle.isZero()) {
      return report;
    }
    Deadline.in(settle).await(() -> false, settle, settle);
    return question.get();
  }

  private HealthReport check(Application application, Scoped scoped) {
    return report(application, "this part of " + application.id(), scoped);
  }

  private HealthReport report(Application application, String name, Scoped scoped) {
    return report(application, name, scoped.isEmpty(), scoped.questions(services));
  }

  private HealthReport report(
      Application application,
      String name,
      boolean nothingConfigured,
      List<Scoped.Question> questions) {
    var results = new ArrayList<ProbeResult>();
    if (nothingConfigured) {
      results.add(nothingConfigured(name));
    }
    results.addAll(askAll(application, questions));
    return HealthReport.of(results, clock.instant());
  }

  private static ProbeResult nothingConfigured(String name) {
    var reason = "no probe is configured for " + name;
    return new ProbeResult("configuration", Verdict.UNKNOWN, reason, Duration.ZERO);
  }

  private List<ProbeResult> askAll(Application application, List<Scoped.Question> questions) {
    var tries = new ArrayList<Callable<ProbeResult>>();
    questions.forEach(
        question -> tries.add(Transcript.carried(() -> probes.ask(application, question))));
    var limit = longestTimeout(questions).plus(SLACK);
    try {
      var answers = threads.invokeAll(tries, limit.toMillis(), TimeUnit.MILLISECONDS);
      var results = new ArrayList<ProbeResult>();
      for (var i = 0; i < answers.size(); i++) {
        results.add(result(answers.get(i), questions.get(i).spec(), limit));
      }
      return results;
    } catch (InterruptedException e) {
      throw Interrupted.during("checking the health of " + application.id());
    }
  }

  private static ProbeResult result(Future<ProbeResult> answer, ProbeSpec spec, Duration limit)
      throws InterruptedException {
    if (answer.isCancelled()) {
      var reason = spec.name() + " came to no result within " + Durations.of(limit);
      return new ProbeResult(spec.name(), Verdict.UNKNOWN, reason, limit);
    }
    try {
      return answer.get();
    } catch (ExecutionException e) {
      var reason = spec.name() + " cannot be asked: " + e.getCause().getMessage();
      return new ProbeResult(spec.name(), Verdict.UNKNOWN, reason, Duration.ZERO);
    }
  }

  private static Duration longestTimeout(List<Scoped.Question> questions) {
    return questions.stream()
        .map(question -> question.spec().timeout())
        .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) >= 0 ? one : other);
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "health-probe");
    thread.setDaemon(true);
    return thread;
  }
}
