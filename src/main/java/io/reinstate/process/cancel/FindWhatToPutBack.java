package io.reinstate.process.cancel;

import io.reinstate.catalog.application.Application;
import io.reinstate.exchange.Exchanges;
import io.reinstate.host.Cancellation;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.process.cutover.Replacement;
import io.reinstate.rollback.plan.DataExchange;
import io.reinstate.rollback.record.Claims;
import io.reinstate.rollback.record.Decisions;
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
  private final BegunChanges begun;
  private final Exchanges exchanges;
  private final Decisions decisions;
  private final DataExchange data;
  private final Replacement replacement;

  FindWhatToPutBack(
      Acts acts,
      Rollbacks rollbacks,
      Claims claims,
      BegunChanges begun,
      Exchanges exchanges,
      Decisions decisions,
      DataExchange data,
      Replacement replacement) {
    this.replacement = replacement;
    this.acts = acts;
    this.claims = claims;
    this.rollbacks = rollbacks;
    this.begun = begun;
    this.exchanges = exchanges;
    this.decisions = decisions;
    this.data = data;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var instance = Acts.instance(execution);
    var cancelled = rollbacks.find(Variables.UNDOES.get(execution));
    claims.takeTurn(cancelled.application(), instance);
    Cancellation.check();
    rollbacks.noteUndoing(instance, cancelled.instance());
    var application = acts.application(execution);
    CancelledRollbacks.latestPlan(cancelled, exchanges.confirmed(application))
        .filter(begun.plans(application)::contains)
        .ifPresent(key -> replacement.confirm(decisions.runnable(instance, key), application, key));
    var plan = CancelledRollbacks.latestPlan(cancelled, begun.plans(application));
    Variables.PLAN.set(execution, plan.orElse(null));
    Variables.BEGUN.set(execution, plan.flatMap(each -> begun.of(each, application)).orElse(null));
    Variables.FAILURE.set(
        execution,
        plan.isPresent()
            ? null
            : cancelled.key() + " had confirmed what it did when it was cancelled; it stays.");
    Variables.EXCHANGED.set(
        execution, plan.filter(each -> isExchanged(each, application, instance)).isPresent());
  }

  private boolean isExchanged(String plan, Application application, String instance) {
    return exchanges.unconfirmed(application).contains(plan)
        || data.isBegun(application, decisions.runnable(instance, plan), plan);
  }
}
