package io.reinstate.process;

import io.reinstate.snapshot.Exchanges;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Put previous files back»: undoes the exchange, so that the live tree is as it was before.
 *
 * <p>A second run finishes the first. It has no drawn failure: what cannot be put back is retried,
 * then an incident.
 */
@Component
class PutPreviousFilesBack implements JavaDelegate {

  private final Acts acts;
  private final Exchanges exchanges;

  PutPreviousFilesBack(Acts acts, Exchanges exchanges) {
    this.acts = acts;
    this.exchanges = exchanges;
  }

  @Override
  public void execute(DelegateExecution execution) {
    acts.plan(execution);
    exchanges.revert(acts.application(execution), Acts.exchangeKey(execution));
  }
}
