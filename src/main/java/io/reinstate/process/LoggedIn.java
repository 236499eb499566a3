package io.reinstate.process;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.identity.Authentication;

/**
 * The person in whose request a step runs. Not a variable: those can be written by whoever starts
 * or completes.
 */
final class LoggedIn {

  private LoggedIn() {}

  static Optional<String> user(DelegateExecution execution) {
    var identities = execution.getProcessEngineServices().getIdentityService();
    return Optional.ofNullable(identities.getCurrentAuthentication())
        .map(Authentication::getUserId);
  }
}
