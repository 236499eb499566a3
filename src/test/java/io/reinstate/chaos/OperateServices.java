package io.reinstate.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** All services are restarted, and nothing else is touched. */
final class OperateServices implements Scenario {

  @Override
  public Tree before() {
    return Subject.GOOD;
  }

  @Override
  public void run(Act act, Random random) {
    act.start("operate-services", ",\"operation\":\"restart\"");
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return Scenario.when(outcomes, "services-run", new Expected(before(), 1, 1, 0, 0));
  }
}
