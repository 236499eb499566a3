package io.reinstate.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What came with a phase goes back together, and its dependencies are installed again. */
final class PhaseRollback implements Scenario {

  @Override
  public void run(Act act, Random random) {
    act.start(
            "phase-rollback",
            ",\"phase\":\"launch\",\"target\":\"" + act.site().goodSnapshot(act.subject()) + "\"")
        .approve();
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    var restored = Subject.BROKEN.with(Subject.GOOD, "parts", "stock");
    return Scenario.when(outcomes, "restored", Expected.rolledBackTo(restored).of("store", "web"));
  }

  @Override
  public List<String> complaints(Act act) {
    return Scenario.unlessInstalled(act, Subject.GOOD);
  }
}
