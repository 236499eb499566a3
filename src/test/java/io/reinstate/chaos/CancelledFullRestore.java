package io.reinstate.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A full restore that somebody cancels at any moment of its course: files, database and what
 * customers wrote go back, all of them or none.
 */
final class CancelledFullRestore implements Scenario {

  private static final int LONGEST_COURSE = 8000;
  private static final FullRestore WHOLE = new FullRestore();

  @Override
  public String dataBefore() {
    return WHOLE.dataBefore();
  }

  @Override
  public String data(Act act) {
    return stays(act) ? WHOLE.data(act) : dataBefore();
  }

  @Override
  public void prepare(Act act) {
    WHOLE.prepare(act);
  }

  @Override
  public void run(Act act, Random random) {
    var wait = Duration.ofMillis(random.nextInt(LONGEST_COURSE));
    WHOLE.run(act, random);
    CancelledModuleRollback.after(wait);
    act.cancel();
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    var traces = act.traces();
    var snapshots = Math.min(1, traces.snapshots().size());
    var exchanges = Math.min(2, traces.exchanges().size());
    if (stays(act)) {
      return WHOLE.expected(act, List.of("restored"));
    }
    return switch (String.join(", ", outcomes)) {
      case "cancelled" -> Optional.of(new Expected(before(), 0, 0, snapshots, exchanges));
      case "cancelled, put-back" -> Optional.of(new Expected(before(), 0, 2, snapshots, 2));
      default -> Optional.empty();
    };
  }

  /** Whether it was restored, or cancelled when it was too late for that. */
  private static boolean stays(Act act) {
    var records = act.records().toString();
    return switch (String.join(", ", act.outcomes())) {
      case "restored", "cancelled, failed" -> true;
      case "cancelled" ->
          records.contains("came after «Confirm rollback»")
              || records.contains("came during «Hand over»");
      default -> false;
    };
  }

  @Override
  public List<String> complaints(Act act) {
    return Scenario.unlessSame(
        "The database",
        act.subject().orders().text(),
        stays(act) ? FullRestore.ORDERS : UndoneFullRestore.ORDERS);
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
