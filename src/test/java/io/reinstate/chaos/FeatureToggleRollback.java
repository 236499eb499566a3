package io.reinstate.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A toggle is switched off and its service restarted, after somebody else approved it. */
final class FeatureToggleRollback implements Scenario {

  @Override
  public Tree before() {
    return Subject.GOOD;
  }

  @Override
  public void run(Act act, Random random) {
    act.start("feature-toggle-rollback", ",\"toggles\":[\"parts\"]").approve();
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return outcomes.equals(List.of("restored"))
        ? Optional.of(new Expected(before(), 1, 1, 0, 0).of("web"))
        : Optional.empty();
  }

  @Override
  public List<String> complaints(Act act) {
    return Scenario.unlessSame("The toggle", act.subject().toggles(), "PARTS=off");
  }
}
