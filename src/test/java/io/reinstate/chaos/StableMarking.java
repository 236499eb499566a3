package io.reinstate.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A snapshot is marked stable. */
final class StableMarking implements Scenario {

  @Override
  public void prepare(Act act) {
    try {
      Files.deleteIfExists(mark(act));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void run(Act act, Random random) {
    act.start(
        "mark-snapshot-stable",
        ",\"snapshot\":\"" + act.site().spareSnapshot(act.subject()) + "\"");
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return outcomes.equals(List.of("marked-stable"))
        ? Optional.of(Expected.NOTHING)
        : Optional.empty();
  }

  @Override
  public List<String> complaints(Act act) {
    return Files.exists(mark(act)) ? List.of() : List.of("The snapshot is not marked stable");
  }

  private static Path mark(Act act) {
    return act.subject().kept().mark(act.site().spareSnapshot(act.subject()));
  }
}
