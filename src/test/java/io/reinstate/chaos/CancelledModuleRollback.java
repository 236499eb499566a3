package io.reinstate.chaos;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A module rollback that somebody cancels at any moment of its course: it happens, or it does not.
 */
final class CancelledModuleRollback implements Scenario {

  private static final int LONGEST_COURSE = 3000;

  @Override
  public void run(Act act, Random random) {
    var wait = Duration.ofMillis(random.nextInt(LONGEST_COURSE));
    ModuleRollback.request(act).approve();
    after(wait);
    act.cancel();
  }

  static void after(Duration wait) {
    var moment = Instant.now().plus(wait);
    await("the moment to cancel")
        .atMost(wait.plusSeconds(10))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> Instant.now().isAfter(moment));
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    var safetySnapshots = Math.min(1, act.traces().snapshots().size());
    var exchanges = Math.min(1, act.traces().exchanges().size());
    return switch (String.join(", ", outcomes)) {
      case "restored" -> Optional.of(Expected.rolledBackTo(Subject.PARTS_RESTORED).of("web"));
      // Before anything was staged, or after it was confirmed; the record says which.
      case "cancelled" ->
          Optional.of(
              act.records().toString().contains("came after «Confirm rollback»")
                  ? Expected.rolledBackTo(Subject.PARTS_RESTORED).of("web")
                  : new Expected(Subject.BROKEN, 0, 0, safetySnapshots, exchanges));
      // While it was being confirmed.
      case "cancelled, failed" ->
          Optional.of(Expected.rolledBackTo(Subject.PARTS_RESTORED).of("web"));
      // The restored version may have been started before the previous one was.
      case "cancelled, put-back" ->
          Optional.of(new Expected(Subject.BROKEN, 0, 2, safetySnapshots, 1).of("web"));
      default -> Optional.empty();
    };
  }
}
