package io.reinstate.runbook;

import io.reinstate.rollback.Input;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.Startable;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a cancelled rollback began is undone. Reinstate starts it itself. */
@Component("undo-cancelled-rollback")
final class UndoCancelledRollback implements Startable {

  @Override
  public String id() {
    return "undo-cancelled-rollback";
  }

  @Override
  public List<Input<?>> inputs() {
    return List.of(Inputs.APPLICATION, Inputs.UNDOES, Inputs.REASON);
  }

  @Override
  public boolean isOffered() {
    return false;
  }
}
