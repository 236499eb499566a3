package io.reinstate.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A full restore to a snapshot that does not work: files, database and what customers wrote are put
 * back, and a person takes over.
 */
final class UndoneFullRestore implements Scenario {

  static final String ORDERS = "version 2: 1 paid no, 2 paid 7";

  @Override
  public Tree before() {
    return Subject.PARTS_RESTORED;
  }

  @Override
  public String dataBefore() {
    return Subject.DATA + "order 3\n";
  }

  @Override
  public void prepare(Act act) {
    act.subject().orders().migrateUp();
  }

  @Override
  public void run(Act act, Random random) {
    act.start("full-restore", ",\"target\":\"" + act.site().brokenSnapshot(act.subject()) + "\"")
        .approve()
        .takeOver();
  }

  /** Started with the broken release, and with the previous one. */
  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return Scenario.when(outcomes, "handed-over", new Expected(before(), 2, 2, 1, 2));
  }

  @Override
  public List<String> complaints(Act act) {
    var complaints =
        new ArrayList<>(Scenario.unlessSame("The database", act.subject().orders().text(), ORDERS));
    complaints.addAll(
        Scenario.unlessSame(
            "Installed", act.subject().installed(), before().text("parts/release")));
    return complaints;
  }

  @Override
  public Duration course() {
    return Duration.ofSeconds(16);
  }
}
