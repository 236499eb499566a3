package io.reinstate.host;

import io.reinstate.ReinstateException;

/** A command took longer than it may; it and its children have been killed. */
public final class CommandTimedOut extends ReinstateException {

  private static final long serialVersionUID = 1L;

  CommandTimedOut(Command command, String output) {
    super(
        "«%s» took longer than %.1f s".formatted(command, command.timeout().toMillis() / 1000.0),
        command.directory().toString(),
        "It was killed. " + CommandResult.quoted(output));
  }
}
