package io.reinstate.release;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.host.Command;
import io.reinstate.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Brings the package dependencies in a home directory to what its lock files say, where they are
 * not there yet: a restored {@code node_modules} needs no second installation.
 */
@Component
public final class Installations {

  private static final String PURPOSE = "the installation";
  private static final Set<String> PACKAGE_MANAGERS = Set.of("npm", "pnpm");
  private static final Set<String> ONLY_INSTALLS = Set.of("ci", "clean-install", "install", "i");

  private final HomeCommands commands;
  private final Host host;

  public Installations(HomeCommands commands, Host host) {
    this.commands = commands;
    this.host = host;
  }

  /**
   * Runs the install commands of these phases, each once and in their order, but those of phases
   * where what is installed is what the lock files say. A second run asks again.
   *
   * @param key names the log, which says why a phase was installed, or that it was not
   * @throws HomeCommandFailed when a command ends with an error; its last lines are in the message
   * @throws io.reinstate.host.CommandTimedOut when one takes longer than it may
   * @throws io.reinstate.host.EarlierRunLives when an earlier run does not end
   */
  public void install(Application application, List<PhaseSpec> phases, String key) {
    var needed = new ArrayList<CommandSpec>();
    for (var phase : phases) {
      if (!needed.containsAll(phase.install())) {
        var difference = difference(application, phase);
        commands.note(
            application,
            key,
            difference
                    .map(why -> "%s: installed, for %s".formatted(phase.title(), why))
                    .orElse(phase.title() + ": what is installed is what the lock files say")
                + "\n");
        difference.ifPresent(why -> needed.addAll(phase.install()));
      }
    }
    if (!needed.isEmpty()) {
      commands.run(application, needed.stream().distinct().toList(), PURPOSE, key);
    }
  }

  /** Why something has to be installed; empty when nothing has to. */
  private Optional<String> difference(Application application, PhaseSpec phase) {
    if (phase.installed().isPresent()) {
      return difference(application, phase.installed().get());
    }
    return phase.install().stream().allMatch(Installations::onlyInstalls)
        ? InstalledPackages.difference(application, phase.lockFiles())
        : Optional.of("what its commands do is not known to be done");
  }

  private Optional<String> difference(Application application, CommandSpec check) {
    var command =
        new Command(
                check.run(),
                application.home(),
                check.environment(),
                check.secrets(),
                check.timeout())
            .as(application.user());
    try {
      var result = host.run(command);
      return result.succeeded()
          ? Optional.empty()
          : Optional.of("«%s» ended with exit status %d".formatted(command, result.exitStatus()));
    } catch (ReinstateException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** A build among them would be missed. */
  private static boolean onlyInstalls(CommandSpec command) {
    var run = command.run();
    var program = run.get(0).substring(run.get(0).lastIndexOf('/') + 1);
    return PACKAGE_MANAGERS.contains(program)
        && run.size() > 1
        && ONLY_INSTALLS.contains(run.get(1))
        && run.stream().skip(2).allMatch(argument -> argument.startsWith("-"));
  }
}
