package io.reinstate.service;

import io.reinstate.ReinstateException;
import io.reinstate.host.Command;
import io.reinstate.host.CommandResult;

/** A command that starts or stops a service ended with an error. */
public final class ServiceCommandFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;
  private static final int QUOTED_LINES = 10;

  ServiceCommandFailed(String service, Command command, CommandResult result) {
    super(
        "«%s» of service %s failed with exit status %d"
            .formatted(command, service, result.exitStatus()),
        command.directory().toString(),
        lastLines(result.output()));
  }

  private static String lastLines(String output) {
    return output.isBlank()
        ? "It printed nothing; run it by hand in that directory."
        : "Its last output:\n" + Lines.last(QUOTED_LINES, output);
  }
}
