package io.reinstate.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The configuration goes back, and nothing else. */
final class ConfigurationRollback implements Scenario {

  @Override
  public Tree before() {
    return Subject.PARTS_RESTORED;
  }

  @Override
  public void run(Act act, Random random) {
    act.start(
            "configuration-rollback",
            ",\"target\":\"" + act.site().goodSnapshot(act.subject()) + "\"")
        .approve();
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    var restored = Subject.PARTS_RESTORED.with(Subject.GOOD, "config");
    return Scenario.when(outcomes, "restored", Expected.rolledBackTo(restored));
  }
}
