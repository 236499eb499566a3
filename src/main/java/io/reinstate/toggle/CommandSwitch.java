package io.reinstate.toggle;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.host.Command;
import io.reinstate.host.CommandNotStarted;
import io.reinstate.host.CommandResult;
import io.reinstate.host.CommandTimedOut;
import io.reinstate.host.Host;
import java.util.List;
import java.util.Optional;

/** A switch that commands set, run in the home directory. */
final class CommandSwitch extends RemoteSwitch {

  private final Application application;
  private final ToggleSwitch.Commands spec;
  private final Host host;

  CommandSwitch(Application application, ToggleSwitch.Commands spec, Host host) {
    super(String.join(" ", spec.state()), spec.timeout());
    this.application = application;
    this.spec = spec;
    this.host = host;
  }

  @Override
  public Optional<String> value() {
    var command = command(spec.state());
    try {
      var result = host.run(command);
      if (!result.succeeded()) {
        throw unreachable(command, endsWith(result), null);
      }
      return result.output().lines().findFirst().map(String::strip).filter(line -> !line.isEmpty());
    } catch (CommandNotStarted | CommandTimedOut e) {
      throw unreachable(command, "came to no answer: " + e.getMessage(), e);
    }
  }

  @Override
  void send(String value) {
    var command = command(spec.set().stream().map(part -> part.replace("{value}", value)).toList());
    var result = host.run(command);
    if (!result.succeeded()) {
      throw new ToggleFailed(
          "The command that sets the switch " + endsWith(result),
          command.toString(),
          "Run it by hand in " + application.home() + " to see why.");
    }
  }

  private static String endsWith(CommandResult result) {
    var last =
        result.output().lines().filter(line -> !line.isBlank()).reduce((one, other) -> other);
    return "ended with exit status "
        + result.exitStatus()
        + last.map(line -> ": «" + line.strip() + "»").orElse("");
  }

  private ToggleUnreachable unreachable(Command command, String why, Throwable cause) {
    return new ToggleUnreachable(
        "The command that says how the switch stands " + why,
        command.toString(),
        "Run it by hand in " + application.home() + " to see why.",
        cause);
  }

  private Command command(List<String> arguments) {
    return Command.of(application.home(), spec.timeout(), arguments).as(application.user());
  }
}
