package io.reinstate.service;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.host.Host;
import io.reinstate.host.ProcessStat;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The services of all applications. Every act may be repeated: starting what runs and stopping what
 * does not run changes nothing. Threads and nodes of one machine that act on the same supervised
 * service wait for each other. Holds no state of its own: a fresh instance knows what an earlier
 * one started.
 */
@Component
public class Services {

  private static final Logger LOG = LoggerFactory.getLogger(Services.class);

  private final Host host;
  private final Answers answers;
  private final Exits exits = new Exits();

  @Autowired
  public Services(Host host, Answers answers) {
    this.host = host;
    this.answers = answers;
  }

  /**
   * Services of which nobody asks probes: only of supervised ones is seen whether a port is free.
   */
  public Services(Host host) {
    this(host, probe -> false);
  }

  /** Whether it runs; never fails because it does not. */
  public ServiceStatus status(Application application, ServiceId service) {
    return control(application, service).status();
  }

  /**
   * Starts it. Returns as soon as its program runs, which does not mean that it is healthy.
   *
   * @throws StartFailed when it ended at once, when it does not run at the end of its timeout, and
   *     when somebody else answers where it should
   * @throws ServiceCommandFailed when its start command did
   * @throws io.reinstate.host.CommandNotStarted when there is no such program or directory
   */
  public void start(Application application, ServiceId service) {
    control(application, service).start();
  }

  /**
   * Stops it. Of a supervised service the whole session is gone afterwards: SIGTERM, its grace,
   * then SIGKILL. Returns when nobody answers any more where it did, whether it ran or not.
   *
   * @throws StopFailed when some of it is alive five seconds after SIGKILL, when it runs at the end
   *     of its timeout, and when somebody answers in its place
   * @throws ServiceCommandFailed when its stop command failed
   */
  public void stop(Application application, ServiceId service) {
    control(application, service).stop();
  }

  /** Starts these services, what is required by others first; stops at the first failure. */
  public void start(Application application, Collection<ServiceId> services) {
    StartOrder.of(application, services).forEach(service -> start(application, service));
  }

  /** Stops these services, what requires others first; stops at the first failure. */
  public void stop(Application application, Collection<ServiceId> services) {
    StartOrder.reversed(application, services).forEach(service -> stop(application, service));
  }

  /**
   * Stops these services and starts them again, once for a step: a second run finds which were
   * stopped, and only starts what does not run.
   *
   * @param step names the step; no line breaks
   */
  public void restart(Application application, Collection<ServiceId> services, String step) {
    for (var service : StartOrder.reversed(application, services)) {
      var note = new StopNote(RunFiles.of(application, service));
      if (!note.isOf(step)) {
        stop(application, service);
        note.write(step);
      }
    }
    start(application, services);
  }

  /**
   * Has it read its files again, by its reload command or its signal.
   *
   * @throws ServiceCommandFailed when its command failed
   * @throws CannotReload when it has none, or does not run
   */
  public void reload(Application application, ServiceId service) {
    control(application, service).reload();
  }

  /**
   * Has services take up changed files while they go on serving, by their reload. Where one of them
   * does not run or does not take the reload, all of {@code restarts} are stopped and started
   * instead. From then on their logs count as those of a new start.
   *
   * @param reloads the services whose files changed
   * @param restarts these and all that require them
   * @param step as in {@link #restart}
   */
  public void reloadOrRestart(
      Application application,
      Collection<ServiceId> reloads,
      Collection<ServiceId> restarts,
      String step) {
    try {
      for (var service : StartOrder.of(application, reloads)) {
        requireRunning(application, service);
        new LogStarts(RunFiles.of(application, service)).note(WatchedLogs.of(application, service));
        reload(application, service);
      }
    } catch (ReinstateException e) {
      LOG.warn(
          "The services of {} are restarted instead of reloaded. {}",
          application.id(),
          e.getMessage());
      restart(application, restarts, step);
    }
  }

  private void requireRunning(Application application, ServiceId service) {
    if (status(application, service).state() != ServiceStatus.State.RUNNING) {
      throw CannotReload.stopped(service.value());
    }
  }

  /** Starts every service of the application, in dependency order. */
  public void startAll(Application application) {
    start(application, application.services().keySet());
  }

  /** Stops every service of the application, in the reverse order. */
  public void stopAll(Application application) {
    stop(application, application.services().keySet());
  }

  /**
   * Starts the minimal server.
   *
   * @throws NoMinimalServer when the catalog has none for this application
   */
  public void startMinimal(Application application) {
    minimal(application).orElseThrow(() -> new NoMinimalServer(application)).start();
  }

  /**
   * Stops the minimal server, if there is one that runs: where it does not, the application itself
   * may be what answers there.
   */
  public void stopMinimal(Application application) {
    minimal(application)
        .filter(control -> control.status().state() != ServiceStatus.State.STOPPED)
        .ifPresent(Control::stop);
  }

  /** Whether the minimal server runs; stopped when the catalog has none. */
  public ServiceStatus minimalStatus(Application application) {
    return minimal(application)
        .map(Control::status)
        .orElseGet(() -> ServiceStatus.stopped(application.id() + " has no minimal server"));
  }

  /** Whether the minimal server runs in the place of the application. */
  public boolean minimalStandsIn(Application application) {
    return minimalStatus(application).state() == ServiceStatus.State.RUNNING;
  }

  /**
   * The last lines of a supervised service's log since Reinstate last started it, with the secrets
   * of the whole application masked; empty for any other service and when there are none.
   *
   * @param lines at most so many, and at most 256 KiB
   */
  public String recentLog(Application application, ServiceId service, int lines) {
    return control(application, service).recentLog(lines);
  }

  /** The file that takes a supervised service's output; nothing for any other. */
  public Optional<Path> log(Application application, ServiceId service) {
    return log(application.service(service).run());
  }

  /** The file that takes the output of the minimal server, when it is supervised. */
  public Optional<Path> minimalLog(Application application) {
    return application.minimal().flatMap(minimal -> log(minimal.run()));
  }

  /**
   * How long a log was when Reinstate last started the service; when it last stopped it, for one
   * that other programs look after. Known of its own log and of files that its probes look at;
   * nothing for any other, and before the first start.
   */
  public Optional<LogStart> logStart(Application application, ServiceId service, Path log) {
    return new LogStarts(RunFiles.of(application, service)).of(log);
  }

  /** The same for the minimal server. */
  public Optional<LogStart> minimalLogStart(Application application, Path log) {
    return new LogStarts(RunFiles.ofMinimal(application)).of(log);
  }

  /**
   * Starts a supervised service again that has ended by itself, if its catalog wants that and the
   * pause since the last time is over. Nothing is done while somebody acts on it.
   *
   * @return a sentence about it; nothing when nothing was done
   */
  Optional<String> restartIfEnded(Application application, ServiceId service, Instant now) {
    return control(application, service) instanceof SupervisedService supervised
        ? supervised.restartIfEnded(now)
        : Optional.empty();
  }

  /** Whether a supervised service ran before a reboot, and its catalog wants it to run again. */
  boolean wantsStartAtBoot(Application application, ServiceId service) {
    return control(application, service) instanceof SupervisedService supervised
        && supervised.wantsStartAtBoot();
  }

  /** All living processes of a supervised service; none for any other. */
  public List<ProcessStat> processes(Application application, ServiceId service) {
    return processes(control(application, service));
  }

  /**
   * Who else than a supervised service and its neighbours listens at the ports of its own HTTP and
   * TCP probes now, for people: while that is so, it is neither stopped nor started. Nobody is
   * asked; of any other service nothing is told, for there only an answer would tell.
   */
  public Optional<String> others(Application application, ServiceId service) {
    return control(application, service) instanceof SupervisedService supervised
        ? supervised.others()
        : Optional.empty();
  }

  /** All living processes of the minimal server, when it is supervised. */
  public List<ProcessStat> minimalProcesses(Application application) {
    return minimal(application).map(Services::processes).orElse(List.of());
  }

  private static List<ProcessStat> processes(Control control) {
    return control instanceof SupervisedService supervised ? supervised.processes() : List.of();
  }

  private static Optional<Path> log(RunSpec run) {
    return run instanceof RunSpec.Supervised supervised
        ? Optional.of(supervised.log())
        : Optional.empty();
  }

  private Control control(Application application, ServiceId service) {
    return control(
        service.value(),
        application,
        Optional.of(service),
        application.service(service),
        RunFiles.of(application, service),
        WatchedLogs.of(application, service));
  }

  private Optional<Control> minimal(Application application) {
    var name = "the minimal server of " + application.id();
    var files = RunFiles.ofMinimal(application);
    var watched = WatchedLogs.ofMinimal(application);
    return application
        .minimal()
        .map(spec -> control(name, application, Optional.empty(), spec, files, watched));
  }

  private Control control(
      String name,
      Application application,
      Optional<ServiceId> service,
      ServiceSpec spec,
      RunFiles files,
      Set<Path> watched) {
    var place = new Place(name, application, service, spec, this, answers);
    if (spec.run() instanceof RunSpec.Supervised supervised) {
      return new SupervisedService(
          name, supervised, files, host, watched, application, place, exits);
    }
    return new CommandService(
        name, (RunSpec.Commands) spec.run(), files, host, watched, application.user(), place);
  }
}
