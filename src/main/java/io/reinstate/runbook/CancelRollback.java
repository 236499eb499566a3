package io.reinstate.runbook;

import io.reinstate.rollback.Input;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.Startable;
import java.util.List;
import org.springframework.stereotype.Component;

/** A running rollback is cancelled. */
@Component("cancel-rollback")
final class CancelRollback implements Startable {

  @Override
  public String id() {
    return "cancel-rollback";
  }

  @Override
  public List<Input<?>> inputs() {
    return List.of(Inputs.ROLLBACK, Inputs.REASON);
  }

  @Override
  public boolean isOffered() {
    return false;
  }
}
