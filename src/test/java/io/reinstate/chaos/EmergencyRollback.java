package io.reinstate.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The whole application goes back to the good release, without an approval. */
final class EmergencyRollback implements Scenario {

  @Override
  public void run(Act act, Random random) {
    act.start(
        "emergency-rollback", ",\"target\":\"" + act.site().goodSnapshot(act.subject()) + "\"");
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return outcomes.equals(List.of("restored"))
        ? Optional.of(Expected.rolledBackTo(Subject.GOOD))
        : Optional.empty();
  }
}
