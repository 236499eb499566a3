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
    return authentication(execution).map(Authentication::getUserId);
  }

  private static Optional<Authentication> authentication(DelegateExecution execution) {
    return Optional.ofNullable(
        execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication());
  }
}
