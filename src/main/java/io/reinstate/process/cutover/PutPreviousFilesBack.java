package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.process.Variables;
import io.reinstate.process.failure.KeptFailures;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * «Put previous files back»: undoes the exchange, so that the live tree is as it was before, and
 * the head of its repository with it, unless somebody else moved that; then a person decides what
 * comes next. Where the installation of dependencies had begun, it runs again, with the lock file
 * from before; when it cannot (a registry that is away, say), that is warned of, and the services
 * are started all the same: they may well work, and if not, there is the emergency rollback.
 *
 * <p>A second run finishes the first. It has no drawn failure: what cannot be put back is retried,
 * then an incident.
 */
@Component
class PutPreviousFilesBack implements JavaDelegate {

  private static final Logger LOG = LoggerFactory.getLogger(PutPreviousFilesBack.class);

  private final Acts acts;
  private final Replacement replacement;
  private final Dependencies dependencies;
  private final KeptFailures failures;

  PutPreviousFilesBack(
      Acts acts, Replacement replacement, Dependencies dependencies, KeptFailures failures) {
    this.failures = failures;
    this.acts = acts;
    this.replacement = replacement;
    this.dependencies = dependencies;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    var application = acts.application(execution);
    var key = Acts.exchangeKey(execution);
    replacement.putFilesBack(plan, application, key).ifPresent(why -> leaveHead(execution, why));
    Variables.EXCHANGED.set(execution, false);
    try {
      dependencies.installPrevious(plan, application, key);
    } catch (ReinstateException e) {
      LOG.warn(
          "The files of {} are as before, its dependencies may not be. {}",
          application.id(),
          e.getMessage());
      failures.found(execution, RollbackError.INSTALL_FAILED.name(), e.getMessage());
    }
  }

  /** Whoever works there would have their files replaced by a rollback that asks nobody. */
  private void leaveHead(DelegateExecution execution, String why) {
    failures.found(execution, "HEAD_NOT_BACK", why);
    Variables.HEAD_NOT_BACK.set(execution, true);
  }
}
