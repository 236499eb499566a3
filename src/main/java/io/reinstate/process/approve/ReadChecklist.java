package io.reinstate.process.approve;

import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.rollback.record.Attestations;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Read checklist»: looks up what people have to tick off. Nothing, when somebody did already in
 * this rollback.
 *
 * <p>A second run reads the catalog again, and finds nothing to tick off once it was recorded.
 */
@Component
class ReadChecklist implements JavaDelegate {

  private final Acts acts;
  private final Attestations attestations;

  ReadChecklist(Acts acts, Attestations attestations) {
    this.acts = acts;
    this.attestations = attestations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var checklist = Acts.checklist(execution);
    var done = attestations.told(Acts.instance(execution), checklist);
    List<String> items = done.isEmpty() ? checklist.items(acts.application(execution)) : List.of();
    Variables.CHECKLIST_NAME.set(execution, checklist.text());
    Variables.CHECKLIST.set(execution, String.join("\n", items));
    Variables.CHECKLIST_DONE.set(execution, done);
  }
}
