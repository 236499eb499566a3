package io.reinstate.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The code goes back to the good release, from git, after somebody else approved it. */
final class CodeRollback implements Scenario {

  @Override
  public void prepare(Act act) {
    act.subject().checkOutBroken();
  }

  @Override
  public void run(Act act, Random random) {
    act.start("code-rollback", ",\"revision\":\"" + Subject.GOOD_TAG + "\"").approve();
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return outcomes.equals(List.of("restored"))
        ? Optional.of(Expected.rolledBackTo(Subject.GOOD))
        : Optional.empty();
  }

  /** The repository says what is live; it was built once, and recorded as known good once. */
  @Override
  public List<String> complaints(Act act) {
    var complaints = new ArrayList<String>();
    var subject = act.subject();
    if (!subject.git("describe", "--tags").equals(Subject.GOOD_TAG)) {
      complaints.add("The head is at " + subject.git("describe", "--tags"));
    }
    var changed = subject.git("status", "--porcelain");
    if (!changed.isEmpty()) {
      complaints.add("git sees changed files: " + changed);
    }
    if (subject.builtReleases().size() != 1) {
      complaints.add("Not built once: " + subject.builtReleases());
    }
    var recorded = subject.knownGood(act.key());
    if (recorded != 1) {
      complaints.add("Recorded as known good " + recorded + " times");
    }
    return complaints;
  }
}
