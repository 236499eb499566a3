package io.reinstate.service;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.RunSpec;
import io.reinstate.host.Host;
import io.reinstate.host.ProcessStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A process of ours: found again by its pid file, stopped by its session. */
final class SupervisedService implements Control {

  private final String name;
  private final RunSpec.Supervised run;
  private final RunFiles files;
  private final Host host;
  private final PidFile pidFile;
  private final ServiceLog log;
  private final Quotation quotation;
  private final Set<Path> watched;
  private final Place place;
  private final Exits exits;

  /**
   * @param watched logs of which is noted how long they are when it starts
   * @param place where the world finds it
   * @param exits what is known of how its processes ended
   * @param application whose secrets are blotted out of what is quoted from its log
   */
  SupervisedService(
      String name,
      RunSpec.Supervised run,
      RunFiles files,
      Host host,
      Set<Path> watched,
      Application application,
      Place place,
      Exits exits) {
    this.exits = exits;
    this.place = place;
    this.watched = watched;
    this.name = name;
    this.run = run;
    this.files = files;
    this.host = host;
    pidFile = new PidFile(files.pid());
    log = new ServiceLog(run.log(), application.user());
    quotation = new Quotation(log, application);
  }

  @Override
  public ServiceStatus status() {
    try {
      return pidFile
          .read()
          .map(this::status)
          .orElseGet(() -> ServiceStatus.stopped(name + " is not started"));
    } catch (RunFilesUnusable e) {
      return ServiceStatus.unknown(e.getMessage());
    }
  }

  @Override
  public void start() {
    files.alone(this::startUnlessAlive);
  }

  @Override
  public void stop() {
    files.alone(() -> pidFile.read().ifPresent(this::endAlone));
    place.requireLeft(run.grace());
  }

  @Override
  public void reload() {
    var signal = run.reload().orElseThrow(() -> CannotReload.without(name));
    files.alone(() -> signal(signal));
  }

  private void signal(String signal) {
    var process =
        pidFile.read().filter(ServiceProcess::alive).orElseThrow(() -> CannotReload.stopped(name));
    requireOfItsUser(process);
    var command = session(process).signal(signal);
    var result = host.run(command);
    if (!result.succeeded()) {
      throw new ServiceCommandFailed(name, command, result);
    }
  }

  @Override
  public String recentLog(int lines) {
    var start = new LogStarts(files).of(run.log()).map(LogStart::position).orElse(0L);
    return quotation.lastLines(lines, start <= log.size() ? start : 0);
  }

  /** All processes of the service that are alive. */
  List<ProcessStat> processes() {
    return pidFile.read().map(process -> session(process).members()).orElse(List.of());
  }

  /** What a crashed service left behind is ended first: it may hold the port of the next one. */
  private void startUnlessAlive() {
    var noted = pidFile.read();
    if (noted.filter(ServiceProcess::alive).isPresent()) {
      return;
    }
    noted.ifPresent(this::end);
    place.requireFree(() -> false);
    log.setAsideAbove(run.logLimit());
    new LogStarts(files).note(watched);
    new Launch(name, run, pidFile, quotation, files.user(), exits).run();
  }

  private ServiceStatus status(ServiceProcess process) {
    if (process.alive()) {
      return ServiceStatus.running(process.pid(), name + " runs as process " + process.pid());
    }
    var left = session(process).members().size();
    return ServiceStatus.stopped(
        "%s has ended (it was process %d%s)".formatted(name, process.pid(), exit(process))
            + (left == 0 ? "" : ", but left processes behind: " + left));
  }

  private String exit(ServiceProcess process) {
    var status = exits.of(process);
    return status.isPresent() ? ", exit status " + status.getAsInt() : "";
  }

  private void endAlone(ServiceProcess process) {
    if (process.alive()) {
      place.refuseOthers(session(process).members());
    }
    end(process);
  }

  private void end(ServiceProcess process) {
    requireOfItsUser(process);
    var session = session(process);
    if (!session.end()) {
      throw new StopFailed(name, process.pid(), session.members());
    }
    pidFile.delete();
    exits.forget(process);
  }

  /** Root's processes may give their rights up themselves; nobody else's can change its user. */
  private void requireOfItsUser(ServiceProcess process) {
    var foreign =
        process.stat().stream()
            .flatMapToLong(stat -> stat.user().stream())
            .anyMatch(uid -> uid != files.user().uid());
    if (foreign && !files.user().isRoot()) {
      throw new RunFilesUnusable(
          files.pid(),
          new IOException(
              "its process %d belongs to another user than %s, so it is not signalled"
                  .formatted(process.pid(), files.user().name())));
    }
  }

  private Session session(ServiceProcess process) {
    return new Session(process, run, host, files.user());
  }
}
