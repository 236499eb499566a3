package io.reinstate.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A component goes back to its files of the good release, after its toggle did not help; somebody
 * else approves each.
 */
final class ComponentRollback implements Scenario {

  @Override
  public void prepare(Act act) {
    act.subject().git().checkOut(GitHistory.BROKEN);
  }

  @Override
  public void run(Act act, Random random) {
    act.start(
            "component-rollback",
            ",\"component\":\"parts\",\"revision\":\"" + GitHistory.GOOD + "\"")
        .approveAll();
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return outcomes.equals(List.of("restored"))
        ? Optional.of(Expected.rolledBackTo(Subject.PARTS_RESTORED).of("web"))
        : Optional.empty();
  }

  @Override
  public Set<String> repeated() {
    return Set.of("Task_ChooseOption", "Gateway_Left", "Gateway_Way");
  }
}
