package io.reinstate.process;

import io.reinstate.release.KnownGood;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Record known good»: the release that was rolled back to proved itself, so the record of known
 * good releases names it, with what the probes said.
 *
 * <p>A second run finds the entry of the first.
 */
@Component
class RecordKnownGood implements JavaDelegate {

  private final Acts acts;
  private final KnownGood knownGood;

  RecordKnownGood(Acts acts, KnownGood knownGood) {
    this.acts = acts;
    this.knownGood = knownGood;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var record = acts.record(execution);
    knownGood.record(
        acts.application(execution).id(),
        Variables.REVISION.get(execution),
        record.requester(),
        "It works again after the rollback: " + record.reason().orElse("no reason given"),
        Variables.HEALTH.find(execution).orElse("All probes were content."),
        record.key());
  }
}
