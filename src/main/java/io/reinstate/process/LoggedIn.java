package io.reinstate.process;

import java.util.List;
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

  static List<String> groups(DelegateExecution execution) {
    return authentication(execution).map(Authentication::getGroupIds).orElse(List.of());
  }

  private static Optional<Authentication> authentication(DelegateExecution execution) {
    return Optional.ofNullable(
        execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication());
  }
}
