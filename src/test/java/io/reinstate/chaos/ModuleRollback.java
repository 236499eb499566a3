package io.reinstate.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One module goes back to the good release, after somebody else approved it. */
final class ModuleRollback implements Scenario {

  @Override
  public void run(Act act, Random random) {
    request(act).approve();
  }

  static Act request(Act act) {
    return act.start(
        "module-rollback",
        ",\"module\":\"parts\",\"target\":\"" + act.site().goodSnapshot(act.subject()) + "\"");
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return outcomes.equals(List.of("restored"))
        ? Optional.of(Expected.rolledBackTo(Subject.PARTS_RESTORED).of("web"))
        : Optional.empty();
  }
}
