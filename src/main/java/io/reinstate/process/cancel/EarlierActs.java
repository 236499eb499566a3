package io.reinstate.process.cancel;

import io.reinstate.ReinstateException;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.plan.PlannedChanges;
import io.reinstate.rollback.record.Decisions;
import io.reinstate.rollback.record.Descriptions;
import io.reinstate.rollback.record.Plans;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Acts that are under way when a version of Reinstate starts which keeps a journal of changes, and
 * were begun by one that kept none: what they changed is noted before any step goes on, so that it
 * is put back or confirmed as that of any other.
 */
@Component
class EarlierActs implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierActs.class);

  private final Rollbacks rollbacks;
  private final Plans plans;
  private final Decisions decisions;
  private final Descriptions descriptions;
  private final PlannedChanges changes;

  EarlierActs(
      Rollbacks rollbacks,
      Plans plans,
      Decisions decisions,
      Descriptions descriptions,
      PlannedChanges changes) {
    this.rollbacks = rollbacks;
    this.plans = plans;
    this.decisions = decisions;
    this.descriptions = descriptions;
    this.changes = changes;
  }

  @Override
  public void afterSingletonsInstantiated() {
    rollbacks.unfinished().stream().filter(act -> act.acted().isEmpty()).forEach(this::takeOver);
  }

  private void takeOver(RollbackRecord act) {
    try {
      var kept = plans.of(act.instance());
      for (var i = 0; i < kept.size(); i++) {
        takeOver(act, kept.get(i), act.key() + "." + (i + 1));
      }
    } catch (ReinstateException e) {
      LOG.warn("What {} changed could not be determined. {}", act.key(), e.getMessage());
    }
  }

  /** What waits for an approval has changed nothing, and its databases need not be asked. */
  private void takeOver(RollbackRecord act, Plan plan, String key) {
    if (!plan.runbook().needsApproval() || decisions.permit(key)) {
      changes.of(plan, descriptions.of(act), key).takeOver();
    }
  }
}
