package io.reinstate.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Files, database and what customers wrote go back to the good snapshot. */
final class FullRestore implements Scenario {

  static final String ORDERS = "version 1: 1";

  @Override
  public String dataBefore() {
    return Subject.DATA + "order 3\n";
  }

  @Override
  public String data(Act act) {
    return Subject.DATA;
  }

  @Override
  public void prepare(Act act) {
    act.subject().orders().migrateUp();
  }

  @Override
  public void run(Act act, Random random) {
    act.start("full-restore", ",\"target\":\"" + act.site().goodSnapshot(act.subject()) + "\"")
        .approve();
  }

  /** The files are exchanged, and what customers wrote. */
  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return Scenario.when(outcomes, "restored", new Expected(Subject.GOOD, 1, 1, 1, 2));
  }

  @Override
  public List<String> complaints(Act act) {
    var complaints = new ArrayList<>(Scenario.unlessInstalled(act, Subject.GOOD));
    complaints.addAll(Scenario.unlessSame("The database", act.subject().orders().text(), ORDERS));
    return complaints;
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
