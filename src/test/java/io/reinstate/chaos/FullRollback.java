package io.reinstate.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The code goes back to the good release, from git, and the schema to its version. */
final class FullRollback implements Scenario {

  @Override
  public void prepare(Act act) {
    act.subject().git().checkOut(GitHistory.BROKEN);
    act.subject().orders().migrateUp();
  }

  @Override
  public void run(Act act, Random random) {
    act.start("full-rollback", ",\"schemaVersion\":\"1\",\"revision\":\"" + GitHistory.GOOD + "\"")
        .approve();
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return Scenario.when(outcomes, "restored", Expected.rolledBackTo(Subject.GOOD));
  }

  @Override
  public List<String> complaints(Act act) {
    var complaints = new ArrayList<>(CodeRollback.liveRelease(act));
    complaints.addAll(
        Scenario.unlessSame("The database", act.subject().orders().text(), "version 1: 1, 2"));
    complaints.addAll(Scenario.unlessRun(act, "migrate"));
    complaints.addAll(Scenario.unlessSame("The schema was changed", changes(act), 1L));
    return complaints;
  }

  /** How often the schema was changed, and not only found changed. */
  static long changes(Act act) {
    return act.traces().effects().stream().filter("migrate changed the schema"::equals).count();
  }

  @Override
  public Set<String> repeated() {
    return WATCH;
  }

  @Override
  public Duration course() {
    return Duration.ofSeconds(6);
  }
}
