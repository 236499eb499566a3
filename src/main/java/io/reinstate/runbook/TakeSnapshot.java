package io.reinstate.runbook;

import io.reinstate.rollback.Input;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.Startable;
import java.util.List;
import org.springframework.stereotype.Component;

/** A snapshot is taken. */
@Component("take-snapshot")
final class TakeSnapshot implements Startable {

  @Override
  public String id() {
    return "take-snapshot";
  }

  @Override
  public List<Input<?>> inputs() {
    return List.of(Inputs.APPLICATION, Inputs.LABEL, Inputs.MARK_STABLE, Inputs.REASON);
  }
}
