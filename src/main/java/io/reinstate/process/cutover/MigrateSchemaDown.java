package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.rollback.plan.DataExchange;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private static final Logger LOG = LoggerFactory.getLogger(MigrateSchemaDown.class);

  private final Acts acts;
  private final DataExchange data;

  MigrateSchemaDown(Acts acts, DataExchange data) {
    this.acts = acts;
    this.data = data;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    try {
      data.migrate(
          acts.application(execution),
          plan,
          Acts.exchangeKey(execution),
          line -> LOG.info("{}: {}", Acts.exchangeKey(execution), line));
    } catch (ReinstateException e) {
      throw RollbackError.DATA_EXCHANGE_FAILED.because(e);
    }
  }
}
