package io.reinstate.host;

import java.util.function.Consumer;

/** Runs commands on the machine where an application lives. */
public interface Host {

  /**
   * Runs a command to its end. A command that ends with an error is an answer, not a failure.
   *
   * @param lines is given each line of output as soon as it is written
   * @throws CommandNotStarted when the program cannot be started
   * @throws CommandTimedOut when it took longer than its timeout; it and its children are dead by
   *     then
   */
  CommandResult run(Command command, Consumer<String> lines);

  /** Runs a command whose output nobody follows. */
  default CommandResult run(Command command) {
    return run(command, line -> {});
  }
}
