package io.reinstate.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A full rollback to a release that does not work, where no snapshot is stable: files, head and
 * database are put back as they were, and a person takes over.
 */
final class UndoneFullRollback implements Scenario {

  private static final String ORDERS = "version 2: 1 paid no, 2 paid 7";

  @Override
  public Tree before() {
    return Subject.PARTS_RESTORED;
  }

  @Override
  public void prepare(Act act) {
    act.subject().git().checkOut(GitHistory.GOOD);
    act.subject().orders().migrateUp();
    act.subject().kept().noneIsStable();
  }

  @Override
  public void run(Act act, Random random) {
    act.start(
            "full-rollback", ",\"schemaVersion\":\"1\",\"revision\":\"" + GitHistory.BROKEN + "\"")
        .approve()
        .takeOver();
  }

  /** Started with the broken release, and with the previous one. */
  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return Scenario.when(outcomes, "handed-over", new Expected(before(), 2, 2, 1, 1));
  }

  @Override
  public List<String> complaints(Act act) {
    var complaints =
        new ArrayList<>(Scenario.unlessSame("The database", act.subject().orders().text(), ORDERS));
    complaints.addAll(Scenario.unlessSame("The head", act.subject().git().head(), GitHistory.GOOD));
    complaints.addAll(
        Scenario.unlessSame(
            "Recorded as known good", act.subject().kept().knownGood(act.key()), 0L));
    return complaints;
  }

  @Override
  public Duration course() {
    return Duration.ofSeconds(14);
  }
}
