package io.reinstate.process.cutover;

import io.reinstate.change.Kind;
import io.reinstate.process.Acts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Put previous data back»: makes the former databases the live ones again, or brings the one whose
 * schema was taken back to how it was before. The services are stopped.
 *
 * <p>A second run finishes the first. It has no drawn failure: what cannot be put back is retried,
 * then an incident.
 */
@Component
class PutPreviousDataBack implements JavaDelegate {

  private final Acts acts;

  PutPreviousDataBack(Acts acts) {
    this.acts = acts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    acts.changes(execution).putBack(Kind.DATABASE, Kind.DATA_FILES, Kind.SCHEMA);
  }
}
