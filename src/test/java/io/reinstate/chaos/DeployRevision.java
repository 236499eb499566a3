package io.reinstate.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The good release is deployed from git, after somebody else approved it. */
final class DeployRevision implements Scenario {

  @Override
  public void prepare(Act act) {
    act.subject().git().checkOut(GitHistory.BROKEN);
  }

  @Override
  public void run(Act act, Random random) {
    act.start("deploy-revision", ",\"revision\":\"" + GitHistory.GOOD + "\"").approve();
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return Scenario.when(outcomes, "deployed", Expected.rolledBackTo(Subject.GOOD));
  }

  @Override
  public List<String> complaints(Act act) {
    return CodeRollback.liveRelease(act);
  }
}
