package io.reinstate.host;

import io.reinstate.catalog.application.SecretReference;
import io.reinstate.catalog.application.SystemUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program with its arguments, as data. Nothing in it is ever read by a shell.
 *
 * @param arguments the program and its arguments
 * @param directory absolute working directory
 * @param environment variables with plain values, added to the host's base environment (PATH, HOME,
 *     USER, LANG, TZ)
 * @param secrets variables whose values are looked up when the command runs
 * @param timeout how long it may take; it is killed after that
 * @param lock a file that stays locked while it runs, even if Reinstate dies meanwhile: a command
 *     with the same lock waits for it, as long as its own timeout
 * @param user whose rights it has; Reinstate's own without one
 */
public record Command(
    List<String> arguments,
    Path directory,
    Map<String, String> environment,
    Map<String, SecretReference> secrets,
    Duration timeout,
    Optional<Path> lock,
    Optional<SystemUser> user) {

  public Command(
      List<String> arguments,
      Path directory,
      Map<String, String> environment,
      Map<String, SecretReference> secrets,
      Duration timeout) {
    this(arguments, directory, environment, secrets, timeout, Optional.empty(), Optional.empty());
  }

  public Command {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("A command needs a program");
    }
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    secrets = Map.copyOf(secrets);
  }

  /** A command without variables of its own. */
  public static Command of(Path directory, Duration timeout, List<String> arguments) {
    return new Command(arguments, directory, Map.of(), Map.of(), timeout);
  }

  /**
   * This command, not run while another one with that lock runs.
   *
   * @param file in a directory that is there; it is created and stays
   */
  public Command alone(Path file) {
    return new Command(
        arguments, directory, environment, secrets, timeout, Optional.of(file), user);
  }

  /** This command with the rights of that user, be they less than Reinstate's. */
  public Command as(SystemUser user) {
    return new Command(
        arguments, directory, environment, secrets, timeout, lock, Optional.of(user));
  }

  /**
   * A command that does nothing, once none with that lock runs any more.
   *
   * @param patience how long it waits
   */
  public static Command waitingFor(Path lock, Path directory, Duration patience) {
    return of(directory, patience, List.of("true")).alone(lock);
  }

  /** Program and arguments, for people; variables are left out. */
  @Override
  public String toString() {
    return String.join(" ", arguments);
  }
}
