package io.reinstate.service;

import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.Command;
import io.reinstate.host.CommandNotStarted;
import io.reinstate.host.CommandResult;
import io.reinstate.host.CommandTimedOut;
import io.reinstate.host.Deadline;
import io.reinstate.host.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A service that other programs look after: asked, started and stopped by commands. */
final class CommandService implements Control {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final String name;
  private final RunSpec.Commands run;
  private final RunFiles files;
  private final Host host;
  private final Set<Path> watched;
  private final SystemUser user;
  private final Place place;

  /**
   * @param watched logs of which is noted how long they are when it is stopped
   * @param place where the world finds it
   * @param user whose rights its commands have
   */
  CommandService(
      String name,
      RunSpec.Commands run,
      RunFiles files,
      Host host,
      Set<Path> watched,
      SystemUser user,
      Place place) {
    this.place = place;
    this.user = user;
    this.files = files;
    this.watched = watched;
    this.name = name;
    this.run = run;
    this.host = host;
  }

  @Override
  public ServiceStatus status() {
    try {
      return status(host.run(command(run.status())).exitStatus());
    } catch (CommandNotStarted e) {
      return ServiceStatus.unknown(e.getMessage());
    } catch (CommandTimedOut e) {
      return ServiceStatus.unknown(
          "Nobody can tell whether %s runs: «%s» came to no end within %d s"
              .formatted(name, command(run.status()), run.timeout().toSeconds()));
    }
  }

  /** Nobody but the command knows when it is up, and it may come back before that. */
  @Override
  public void start() {
    if (status().state() == ServiceStatus.State.STOPPED) {
      place.requireFree(() -> status().state() == ServiceStatus.State.RUNNING);
    }
    var command = command(run.start());
    var result = succeed(command);
    var last = await(ServiceStatus.State.RUNNING);
    if (last.state() != ServiceStatus.State.RUNNING) {
      throw StartFailed.doesNotRun(
          name,
          command.toString(),
          run.directory(),
          run.timeout(),
          last.reason(),
          result.lastLines());
    }
  }

  /** What it still answers, its command may have returned long before. */
  @Override
  public void stop() {
    var command = command(run.stop());
    succeed(command);
    var last = await(ServiceStatus.State.STOPPED);
    if (last.state() != ServiceStatus.State.STOPPED) {
      throw StopFailed.runsOn(
          name, command.toString(), run.directory(), run.timeout(), last.reason());
    }
    place.requireLeft(run.timeout());
    if (!watched.isEmpty()) {
      new LogStarts(files).note(watched);
    }
  }

  @Override
  public void reload() {
    succeed(command(run.reload().orElseThrow(() -> CannotReload.without(name))));
  }

  @Override
  public String recentLog(int lines) {
    return "";
  }

  private ServiceStatus status(int exitStatus) {
    var says = " says «%s» (exit status %d)".formatted(command(run.status()), exitStatus);
    if (exitStatus == 0) {
      return ServiceStatus.running(name + " runs," + says);
    }
    return exitStatus <= 4
        ? ServiceStatus.stopped(name + " does not run," + says)
        : ServiceStatus.unknown("Nobody can tell whether " + name + " runs:" + says);
  }

  /** The first answer that is this one, or else the last within the timeout. */
  private ServiceStatus await(ServiceStatus.State wanted) {
    var last = new AtomicReference<ServiceStatus>();
    Deadline.in(run.timeout())
        .await(
            () -> {
              last.set(status());
              return last.get().state() == wanted;
            },
            FIRST_PAUSE,
            LONGEST_PAUSE);
    return last.get();
  }

  private CommandResult succeed(Command command) {
    var result = host.run(command);
    if (!result.succeeded()) {
      throw new ServiceCommandFailed(name, command, result);
    }
    return result;
  }

  private Command command(List<String> arguments) {
    return new Command(arguments, run.directory(), run.environment(), run.secrets(), run.timeout())
        .as(user);
  }
}
