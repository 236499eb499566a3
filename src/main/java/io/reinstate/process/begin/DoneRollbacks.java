package io.reinstate.process.begin;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.engine.AsReinstate;
import io.reinstate.process.Variables;
import io.reinstate.rollback.record.Claims;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Rollbacks that are done, and only watched, or waiting for the checklist for afterwards. They keep
 * their application, but an emergency does not have to wait for them.
 */
@Component
public class DoneRollbacks {

  public static final String EMERGENCY_BEGINS = "EMERGENCY_BEGINS";

  private final Rollbacks rollbacks;
  private final Claims claims;
  private final RuntimeService runtime;

  DoneRollbacks(Rollbacks rollbacks, Claims claims, @Lazy RuntimeService runtime) {
    this.rollbacks = rollbacks;
    this.claims = claims;
    this.runtime = runtime;
  }

  /**
   * Ends the act that has the application, as done, if nothing is left of it but «Hand over». All
   * of it is one transaction with the start of the emergency.
   *
   * @return what gave way
   */
  Optional<RollbackRecord> giveWay(ApplicationId application) {
    return rollbacks.current(application).filter(act -> ended(act.key())).map(this::released);
  }

  private boolean ended(String key) {
    return AsReinstate.get(
        () ->
            !runtime
                .createMessageCorrelation(EMERGENCY_BEGINS)
                .processInstanceBusinessKey(key)
                .setVariable(Variables.GAVE_WAY.name(), true)
                .correlateAllWithResult()
                .isEmpty());
  }

  private RollbackRecord released(RollbackRecord act) {
    claims.release(act.instance());
    return act;
  }

  /** Writes into the record of what gave way what it gave way to. */
  void note(RollbackRecord gaveWay, RollbackRecord emergency) {
    rollbacks.addDetail(
        gaveWay.instance(),
        "Nobody watches it any longer, or waits for its checklist: "
            + emergency.key()
            + ", «"
            + emergency.runbook()
            + "», began.");
  }
}
