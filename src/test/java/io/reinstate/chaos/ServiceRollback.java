package io.reinstate.chaos;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The files of a service go back, and what needs it restarts after it. */
final class ServiceRollback implements Scenario {

  @Override
  public Tree before() {
    return Subject.PARTS_RESTORED;
  }

  @Override
  public void run(Act act, Random random) {
    act.start(
            "service-rollback",
            ",\"service\":\"store\",\"target\":\"" + act.site().goodSnapshot(act.subject()) + "\"")
        .approve();
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    var restored = Subject.PARTS_RESTORED.with(Subject.GOOD, "stock");
    return Scenario.when(outcomes, "restored", Expected.rolledBackTo(restored).of("store", "web"));
  }

  @Override
  public List<String> complaints(Act act) {
    var store = start(act, "store");
    var web = start(act, "web");
    return store.isAfter(web)
        ? List.of("The store started at %s, after the web at %s".formatted(store, web))
        : List.of();
  }

  /** To the hundredth of a second. */
  private static Instant start(Act act, String service) {
    return act.subject().service(service).processes().stream()
        .flatMap(process -> process.info().startInstant().stream())
        .findFirst()
        .orElse(Instant.EPOCH);
  }
}
