package io.reinstate.service;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.host.Host;
import io.reinstate.host.ProcessStat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A process of ours: found again by its pid file, stopped by its session. */
final class SupervisedService implements Control {

  private static final int QUOTED_LINES = 10;

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
      return noted()
          .map(this::status)
          .orElseGet(() -> ServiceStatus.stopped(name + " is not started"));
    } catch (RunFilesUnusable e) {
      return ServiceStatus.unknown(e.getMessage());
    }
  }

  @Override
  public void start() {
    files.alone(
        () -> {
          new RestartLog(files).forget();
          startUnlessAlive();
        });
  }

  @Override
  public void stop() {
    files.alone(
        () -> {
          noted().ifPresent(this::endAlone);
          new RestartLog(files).forget();
        });
    place.requireLeft(run.grace());
  }

  @Override
  public void reload() {
    var signal = run.reload().orElseThrow(() -> CannotReload.without(name));
    files.alone(() -> signal(signal));
  }

  private void signal(String signal) {
    var process =
        noted().filter(ServiceProcess::alive).orElseThrow(() -> CannotReload.stopped(name));
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
    return noted().map(process -> session(process).members()).orElse(List.of());
  }

  /** Who else listens at its ports now, for people; nothing where nobody knows its processes. */
  Optional<String> others() {
    try {
      return place.others(processes());
    } catch (RunFilesUnusable e) {
      return Optional.empty();
    }
  }

  /** What a crashed service left behind is ended first: it may hold the port of the next one. */
  private void startUnlessAlive() {
    var noted = noted();
    if (noted.filter(ServiceProcess::alive).isPresent()) {
      return;
    }
    noted.ifPresent(this::end);
    place.requireFree(() -> false);
    log.setAsideAbove(run.logLimit());
    new LogStarts(files).note(watched);
    new Launch(name, run, pidFile, quotation, files.user(), exits, place).run();
  }

  /**
   * The process noted last. Where Reinstate died before it noted what a launcher left in the
   * background, that is found now.
   */
  private Optional<ServiceProcess> noted() {
    var noted = pidFile.read();
    return noted
        .filter(process -> process.daemonSession().isEmpty() && !process.alive())
        .flatMap(launcher -> run.pidFile().flatMap(this::daemon).flatMap(d -> d.of(launcher)))
        .or(() -> noted);
  }

  private Optional<Daemon> daemon(Path file) {
    return Optional.of(new Daemon(file, files.user()));
  }

  /**
   * Starts it again where it has ended by itself, unless somebody acts on it now.
   *
   * @return a sentence for the log when it was started, or given up
   */
  Optional<String> restartIfEnded(Instant now) {
    var told = new AtomicReference<String>();
    files.ifNobodyActs(() -> told.set(restart(now)));
    return Optional.ofNullable(told.get());
  }

  private String restart(Instant now) {
    var ended = noted().filter(process -> process.ofThisBoot() && !process.alive());
    var restarts = new RestartLog(files);
    if (ended.isEmpty() || !wantsRestart(ended.get()) || !restarts.due(now)) {
      return null;
    }
    var what =
        "%s has ended by itself (it was process %d%s)"
            .formatted(name, ended.get().pid(), exit(ended.get()));
    var last = recentLog(QUOTED_LINES);
    var wrote = last.isBlank() ? "" : " It wrote:\n" + last;
    if (restarts.recent(now) >= run.restartLimit()) {
      restarts.giveUp();
      return what + ", for the last time: it is given up until somebody starts it." + wrote;
    }
    restarts.note(now);
    try {
      startUnlessAlive();
      return what + " and was started again." + wrote;
    } catch (ReinstateException e) {
      pidFile.write(ended.get());
      return what + " and could not be started again. " + e.getMessage();
    }
  }

  private boolean wantsRestart(ServiceProcess ended) {
    return switch (run.restart()) {
      case NEVER -> false;
      case ALWAYS -> true;
      case ON_FAILURE -> exits.of(ended).orElse(1) != 0;
    };
  }

  /** Whether it ran when the machine was switched off, and is to run again. */
  boolean wantsStartAtBoot() {
    return run.startAtBoot() && pidFile.read().filter(noted -> !noted.ofThisBoot()).isPresent();
  }

  private ServiceStatus status(ServiceProcess process) {
    if (process.alive()) {
      return ServiceStatus.running(process.pid(), name + " runs as process " + process.pid());
    }
    var left = session(process).members().size();
    return ServiceStatus.stopped(
        "%s has ended (it was process %d%s)".formatted(name, process.pid(), exit(process))
            + (left == 0 ? "" : ", but left processes behind: " + left)
            + next(process));
  }

  private String next(ServiceProcess ended) {
    if (new RestartLog(files).areGivenUp()) {
      return ", was started again too often and is given up until somebody starts it";
    }
    if (wantsRestart(ended)) {
      return ", is to be started again";
    }
    return run.pidFile().isEmpty() && exits.of(ended).orElse(1) == 0
        ? "; a program that puts itself in the background needs supervised.pidFile"
        : "";
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
