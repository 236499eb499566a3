package io.reinstate.runbook;

import io.reinstate.rollback.Input;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.Startable;
import java.util.List;
import org.springframework.stereotype.Component;

/** A snapshot is marked stable. */
@Component("mark-snapshot-stable")
final class MarkSnapshotStable implements Startable {

  @Override
  public String id() {
    return "mark-snapshot-stable";
  }

  @Override
  public List<Input<?>> inputs() {
    return List.of(Inputs.APPLICATION, Inputs.SNAPSHOT, Inputs.REASON);
  }
}
