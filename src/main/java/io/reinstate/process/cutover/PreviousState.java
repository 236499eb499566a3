package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.change.Kind;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.process.Variables;
import io.reinstate.process.failure.KeptFailures;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What an act replaced, put back: what else has to follow when it is. Somebody who moved the head
 * of the repository meanwhile keeps it there; a registry that is away, so that the previous
 * dependencies cannot be installed, is warned of. Neither keeps the previous version from running.
 */
@Component
class PreviousState {

  private static final Logger LOG = LoggerFactory.getLogger(PreviousState.class);

  private final Acts acts;
  private final Dependencies dependencies;
  private final KeptFailures failures;

  PreviousState(Acts acts, Dependencies dependencies, KeptFailures failures) {
    this.failures = failures;
    this.acts = acts;
    this.dependencies = dependencies;
  }

  /**
   * Puts back what the act changed of these kinds; all of it when none is named. A second run
   * finishes the first.
   */
  void putBack(DelegateExecution execution, Kind... kinds) {
    leave(execution, acts.changes(execution).putBack(kinds));
    Variables.EXCHANGED.set(execution, false);
    installPrevious(execution);
  }

  /** A rollback that asks nobody would replace what somebody works on there. */
  private void leave(DelegateExecution execution, List<String> stays) {
    if (!stays.isEmpty()) {
      failures.found(execution, "HEAD_NOT_BACK", String.join(" ", stays));
      Variables.HEAD_NOT_BACK.set(execution, true);
    }
  }

  private void installPrevious(DelegateExecution execution) {
    var application = acts.application(execution);
    try {
      dependencies.installPrevious(acts.plan(execution), application, Acts.planId(execution));
    } catch (ReinstateException e) {
      LOG.warn(
          "The files of {} are as before, its dependencies may not be. {}",
          application.id(),
          e.getMessage());
      failures.found(execution, RollbackError.INSTALL_FAILED.name(), e.getMessage());
    }
  }
}
