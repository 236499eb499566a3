package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.change.Kind;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Migrate schema down»: dumps the database while nobody writes to it, and runs the application's
 * own command. What it prints is in Reinstate's log.
 *
 * <p>A second run keeps the dump of the first, and does nothing when the schema is where it should
 * be.
 */
@Component
class MigrateSchemaDown implements JavaDelegate {

  private final Acts acts;

  MigrateSchemaDown(Acts acts) {
    this.acts = acts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    try {
      acts.changes(execution).exchange(Kind.SCHEMA);
    } catch (ReinstateException e) {
      throw RollbackError.DATA_EXCHANGE_FAILED.because(e);
    }
  }
}
