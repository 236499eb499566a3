package io.reinstate.release;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Command;
import io.reinstate.host.CommandResult;
import io.reinstate.host.Host;
import io.reinstate.host.Interrupted;
import io.reinstate.host.Transcript;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;

/** Runs commands one after the other, and writes every line they print to a log as it comes. */
final class LoggedCommands {

  private final Host host;
  private final SystemUser user;
  private final String purpose;
  private final Failure failure;

  /**
   * @param user whose rights they have
   * @param purpose what they are for, as in «Command 1 of 2 of the build»
   * @param failure what is thrown when one ends with an error
   */
  LoggedCommands(Host host, SystemUser user, String purpose, Failure failure) {
    this.host = host;
    this.user = user;
    this.purpose = purpose;
    this.failure = failure;
  }

  /** What is thrown when a command ends with an error. */
  @FunctionalInterface
  interface Failure {
    ReinstateException of(String what, String where, String next);
  }

  /** A log that nobody else can read, continued if it is there. */
  static PrintWriter open(Path log) throws IOException {
    if (!Files.exists(log)) {
      Files.createFile(
          log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return new PrintWriter(
        Files.newBufferedWriter(log, StandardCharsets.UTF_8, StandardOpenOption.APPEND), true);
  }

  /**
   * @param lock held by each while it runs, so that what a killed Reinstate left is waited for
   * @param file the log, for messages
   */
  void run(List<CommandSpec> commands, Path directory, Path lock, Path file, PrintWriter log) {
    for (var i = 0; i < commands.size(); i++) {
      Cancellation.check();
      var command = command(commands.get(i), directory).as(user).alone(lock);
      var which = "Command %d of %d of %s".formatted(i + 1, commands.size(), purpose);
      run(command, which, file, log);
    }
  }

  private void run(Command command, String which, Path file, PrintWriter log) {
    log.println("$ " + command);
    Consumer<String> lines = log::println;
    try (var logged = Transcript.none()) {
      var result = host.run(command, lines);
      log.println("exit status " + result.exitStatus());
      if (!result.succeeded()) {
        throw failed(command, which, file, result);
      }
    } catch (ReinstateException | Interrupted e) {
      log.println(e.getMessage());
      throw e;
    }
  }

  private static Command command(CommandSpec spec, Path directory) {
    return new Command(spec.run(), directory, spec.environment(), spec.secrets(), spec.timeout());
  }

  private ReinstateException failed(
      Command command, String which, Path file, CommandResult result) {
    return failure.of(
        "%s, «%s», ended with exit status %d".formatted(which, command, result.exitStatus()),
        "log " + file,
        result.lastLines());
  }
}
