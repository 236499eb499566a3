package io.reinstate.engine;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.identity.Authentication;

/**
 * The person in whose request a step runs. Not a variable: those can be written by whoever starts
 * or completes.
 */
public final class LoggedIn {

  /** The requester of what nobody asked for who was logged in. */
  public static final String NOBODY = "reinstate";

  private LoggedIn() {}

  public static Optional<String> user(DelegateExecution execution) {
    return authentication(execution).map(Authentication::getUserId);
  }

  private static Optional<Authentication> authentication(DelegateExecution execution) {
    return Optional.ofNullable(
        execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication());
  }
}
