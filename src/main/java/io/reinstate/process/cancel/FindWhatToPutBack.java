package io.reinstate.process.cancel;

import io.reinstate.catalog.application.Application;
import io.reinstate.change.ChangeJournal;
import io.reinstate.change.Changes;
import io.reinstate.change.Progress;
import io.reinstate.host.Cancellation;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.rollback.record.Claims;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Find what to put back»: waits until the last step of the cancelled rollback has ended, and finds
 * how far it came. That step may have confirmed the rollback meanwhile: then there is nothing to
 * put back, and what it had still to give up is given up.
 *
 * <p>A second run finds the same.
 */
@Component
class FindWhatToPutBack implements JavaDelegate {

  private final Acts acts;
  private final Rollbacks rollbacks;
  private final Claims claims;
  private final ChangeJournal journal;

  FindWhatToPutBack(Acts acts, Rollbacks rollbacks, Claims claims, ChangeJournal journal) {
    this.acts = acts;
    this.claims = claims;
    this.rollbacks = rollbacks;
    this.journal = journal;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var instance = Acts.instance(execution);
    var cancelled = rollbacks.find(Variables.UNDOES.get(execution));
    claims.takeTurn(cancelled.application(), instance);
    Cancellation.check();
    rollbacks.noteUndoing(instance, cancelled.instance());
    var application = acts.application(execution);
    confirmToTheEnd(cancelled, application);
    var plan = CancelledRollbacks.latestPlan(cancelled, journal.begun(application));
    var progress = plan.flatMap(key -> journal.find(application, key));
    Variables.PLAN.set(execution, plan.orElse(null));
    Variables.BEGUN.set(execution, plan.isPresent() ? "files" : null);
    Variables.EXCHANGED.set(execution, progress.filter(Progress::needsStop).isPresent());
    Variables.FAILURE.set(
        execution,
        plan.isPresent()
            ? null
            : cancelled.key() + " had confirmed what it did when it was cancelled; it stays.");
  }

  private void confirmToTheEnd(RollbackRecord cancelled, Application application) {
    CancelledRollbacks.latestPlan(cancelled, journal.confirmed(application))
        .filter(journal.begun(application)::contains)
        .flatMap(key -> journal.reopen(application, key))
        .ifPresent(Changes::confirm);
  }
}
