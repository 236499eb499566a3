package io.reinstate.service;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.RunSpec;
import io.reinstate.catalog.ServiceId;
import io.reinstate.host.Host;
import java.util.Collection;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The services of all applications. Every act may be repeated: starting what runs and stopping what
 * does not run changes nothing. Threads and nodes of one machine that act on the same supervised
 * service wait for each other. Holds no state of its own: a fresh instance knows what an earlier
 * one started.
 */
@Component
public class Services {

  private final Host host;

  public Services(Host host) {
    this.host = host;
  }

  /** Whether it runs; never fails because it does not. */
  public ServiceStatus status(Application application, ServiceId service) {
    return control(application, service).status();
  }

  /**
   * Starts it. Returns as soon as its program runs, which does not mean that it is healthy.
   *
   * @throws StartFailed when it ended at once
   * @throws ServiceCommandFailed when its start command did
   * @throws io.reinstate.host.CommandNotStarted when there is no such program or directory
   */
  public void start(Application application, ServiceId service) {
    control(application, service).start();
  }

  /**
   * Stops it. Of a supervised service the whole session is gone afterwards: SIGTERM, its grace,
   * then SIGKILL.
   *
   * @throws StopFailed when some of it is alive five seconds after SIGKILL
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
   * Has it read its files again, by its reload command.
   *
   * @throws ServiceCommandFailed when its command failed
   * @throws CannotReload when it has none
   */
  public void reload(Application application, ServiceId service) {
    control(application, service).reload();
  }

  /** Starts every service of the application, in the order of what requires what. */
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

  /** Stops the minimal server, if there is one. */
  public void stopMinimal(Application application) {
    minimal(application).ifPresent(Control::stop);
  }

  /** Whether the minimal server runs; stopped when the catalog has none. */
  public ServiceStatus minimalStatus(Application application) {
    return minimal(application)
        .map(Control::status)
        .orElseGet(() -> ServiceStatus.stopped(application.id() + " has no minimal server"));
  }

  /**
   * The last lines of a supervised service's log, with its secrets masked; empty for any other
   * service and when there is no log.
   *
   * @param lines at most so many, and at most 256 KiB
   */
  public String recentLog(Application application, ServiceId service, int lines) {
    return control(application, service).recentLog(lines);
  }

  private Control control(Application application, ServiceId service) {
    var files = RunFiles.of(application, service);
    return control(service.value(), application.service(service).run(), files);
  }

  private Optional<Control> minimal(Application application) {
    var name = "the minimal server of " + application.id();
    return application
        .minimal()
        .map(spec -> control(name, spec.run(), RunFiles.ofMinimal(application)));
  }

  private Control control(String name, RunSpec run, RunFiles files) {
    if (run instanceof RunSpec.Supervised supervised) {
      return new SupervisedService(name, supervised, files, host);
    }
    return new CommandService(name, (RunSpec.Commands) run, host);
  }
}
