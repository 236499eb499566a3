package io.reinstate.service;

import io.reinstate.ReinstateException;
import io.reinstate.host.Command;
import io.reinstate.host.CommandResult;

/** A command that starts or stops a service ended with an error. */
public final class ServiceCommandFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  ServiceCommandFailed(String service, Command command, CommandResult result) {
    super(
        "«%s» of service %s failed with exit status %d"
            .formatted(command, service, result.exitStatus()),
        command.directory().toString(),
        result.lastLines());
  }
}
