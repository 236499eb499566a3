package io.reinstate.service;

import io.reinstate.catalog.RunSpec;
import io.reinstate.catalog.SystemUser;
import io.reinstate.host.Command;
import io.reinstate.host.CommandNotStarted;
import io.reinstate.host.CommandResult;
import io.reinstate.host.CommandTimedOut;
import io.reinstate.host.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A service that other programs look after: asked, started and stopped by commands. */
final class CommandService implements Control {

  private final String name;
  private final RunSpec.Commands run;
  private final RunFiles files;
  private final Host host;
  private final Set<Path> watched;
  private final SystemUser user;

  /**
   * @param watched logs of which is noted how long they are when it is stopped
   * @param user whose rights its commands have
   */
  CommandService(
      String name,
      RunSpec.Commands run,
      RunFiles files,
      Host host,
      Set<Path> watched,
      SystemUser user) {
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

  @Override
  public void start() {
    succeed(command(run.start()));
  }

  @Override
  public void stop() {
    succeed(command(run.stop()));
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

  private void succeed(Command command) {
    CommandResult result = host.run(command);
    if (!result.succeeded()) {
      throw new ServiceCommandFailed(name, command, result);
    }
  }

  private Command command(List<String> arguments) {
    return new Command(arguments, run.directory(), run.environment(), run.secrets(), run.timeout())
        .as(user);
  }
}
