package io.reinstate.chaos;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A snapshot is taken and marked stable. */
final class SnapshotTaking implements Scenario {

  @Override
  public Tree before() {
    return Subject.GOOD;
  }

  @Override
  public void run(Act act, Random random) {
    act.start("take-snapshot", ",\"label\":\"chaos\",\"markStable\":true");
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return outcomes.equals(List.of("snapshot-taken"))
        ? Optional.of(Expected.snapshotTaken())
        : Optional.empty();
  }

  @Override
  public List<String> complaints(Act act) {
    return act.traces().snapshots().stream()
        .filter(name -> !Files.exists(act.subject().kept().mark(act.subject().name() + "/" + name)))
        .map(name -> name + " is not marked stable")
        .toList();
  }
}
