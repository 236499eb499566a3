package io.reinstate.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The database goes back to its dump in the good snapshot, after somebody else approved it. */
final class DatabaseRollback implements Scenario {

  @Override
  public void prepare(Act act) {
    act.subject().orders().add();
  }

  @Override
  public Tree before() {
    return Subject.GOOD;
  }

  @Override
  public void run(Act act, Random random) {
    act.start(
            "database-rollback",
            ",\"database\":\"orders\",\"target\":\""
                + act.site().goodSnapshot(act.subject())
                + "\"")
        .approve();
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return outcomes.equals(List.of("restored"))
        ? Optional.of(Expected.rolledBackTo(before()).of("web"))
        : Optional.empty();
  }

  @Override
  public List<String> complaints(Act act) {
    return Scenario.unlessSame("The database", act.subject().orders().text(), "version 1: 1");
  }
}
