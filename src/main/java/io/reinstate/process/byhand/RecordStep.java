package io.reinstate.process.byhand;

import io.reinstate.engine.LoggedIn;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.record.Attestation.Answer;
import io.reinstate.rollback.record.Attestations;
import io.reinstate.rollback.record.Checklist;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Record step»: notes who carried out which step of the approved plan, and what shows it. Who did
 * not has to say why. It runs in the transaction in which the task is completed, so that a refusal
 * is seen there, and the task stays open.
 *
 * <p>Who did it is who is logged in.
 *
 * <p>What it notes is kept together with the completed task or not at all, so a second run begins
 * afresh.
 */
@Component
class RecordStep implements JavaDelegate {

  private final Acts acts;
  private final Attestations attestations;

  RecordStep(Acts acts, Attestations attestations) {
    this.acts = acts;
    this.attestations = attestations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var step = acts.manualStep(execution);
    var answer = Answer.of(Variables.STEP_ANSWER.get(execution));
    var evidence = Variables.EVIDENCE.find(execution);
    if (answer != Answer.DONE && evidence.isEmpty()) {
      throw new RequestRefused(
          "Nobody will know why «" + step.title() + "» was not done",
          "evidence",
          "Write one sentence, and try again.");
    }
    attestations.keep(
        Acts.instance(execution),
        Checklist.MANUAL,
        step.title(),
        answer,
        evidence,
        LoggedIn.user(execution));
    Variables.STEP_SERVICE.set(execution, step.service().orElse(null));
    Variables.FAILURE.set(
        execution,
        answer == Answer.STUCK
            ? "«" + step.title() + "» could not be carried out: " + evidence.orElseThrow()
            : null);
  }
}
