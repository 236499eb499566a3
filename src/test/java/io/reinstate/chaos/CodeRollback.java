package io.reinstate.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The code goes back to the good release, from git, after somebody else approved it. */
final class CodeRollback implements Scenario {

  @Override
  public void prepare(Act act) {
    act.subject().git().checkOut(GitHistory.BROKEN);
  }

  @Override
  public void run(Act act, Random random) {
    act.start("code-rollback", ",\"revision\":\"" + GitHistory.GOOD + "\"").approve();
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return outcomes.equals(List.of("restored"))
        ? Optional.of(Expected.rolledBackTo(Subject.GOOD))
        : Optional.empty();
  }

  @Override
  public List<String> complaints(Act act) {
    return liveRelease(act);
  }

  /** The repository says what is live; it was built once, and recorded as known good once. */
  static List<String> liveRelease(Act act) {
    var subject = act.subject();
    var complaints =
        new ArrayList<>(Scenario.unlessSame("The head", subject.git().head(), GitHistory.GOOD));
    complaints.addAll(Scenario.unlessSame("git sees changed files", subject.git().changed(), ""));
    var built = subject.kept().builtCommits();
    complaints.addAll(Scenario.unlessSame("Built", built, built.stream().distinct().toList()));
    complaints.addAll(
        Scenario.unlessSame("Recorded as known good", subject.kept().knownGood(act.key()), 1L));
    return complaints;
  }
}
