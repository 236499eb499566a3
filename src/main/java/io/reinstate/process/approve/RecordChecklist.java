package io.reinstate.process.approve;

import io.reinstate.engine.LoggedIn;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.record.Attestation.Answer;
import io.reinstate.rollback.record.Attestations;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Record checklist»: notes who ticked what, whatever the form let through: every item of the
 * catalog has to be ticked. It runs in the transaction in which the task is completed, so that a
 * refusal is seen there, and the task stays open.
 *
 * <p>Who ticked is who is logged in.
 *
 * <p>What it notes is kept together with the completed task or not at all, so a second run begins
 * afresh.
 */
@Component
class RecordChecklist implements JavaDelegate {

  private final Acts acts;
  private final Attestations attestations;

  RecordChecklist(Acts acts, Attestations attestations) {
    this.acts = acts;
    this.attestations = attestations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var checklist = Acts.checklist(execution);
    var items = checklist.items(acts.application(execution));
    var ticked = Variables.TICKED.find(execution).orElse(Set.of());
    var missing =
        IntStream.rangeClosed(1, items.size())
            .filter(number -> !ticked.contains(number))
            .mapToObj(number -> "«" + items.get(number - 1) + "»")
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new RequestRefused(
          "Not everything is ticked: " + missing,
          "checklist «" + checklist.text() + "»",
          "Do it and tick it; or cancel the rollback, if it cannot be done.");
    }
    for (var item : items) {
      attestations.keep(
          Acts.instance(execution),
          checklist,
          item,
          Answer.DONE,
          Variables.CHECKLIST_NOTE.find(execution),
          LoggedIn.user(execution));
    }
    Variables.CHECKLIST_DONE.set(execution, attestations.told(Acts.instance(execution), checklist));
  }
}
