package io.reinstate.toggle;

import io.reinstate.host.Cancellation;
import io.reinstate.host.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A switch that is set by asking somebody else to, who then says how it stands. */
abstract class RemoteSwitch implements Switch {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final String where;
  private final Duration patience;

  /**
   * @param where for people
   * @param patience how long after it was set it may say something else
   */
  RemoteSwitch(String where, Duration patience) {
    this.where = where;
    this.patience = patience;
  }

  /** Asks for the change. */
  abstract void send(String value);

  @Override
  public final void set(String value, Consumer<Previous> keep) {
    var before = value().orElseThrow(this::nothingToPutBack);
    keep.accept(Previous.of(before));
    change(before, value);
  }

  @Override
  public final void putBack(Previous previous) {
    change(value().orElse(null), previous.value().orElseThrow(this::nothingToPutBack));
  }

  private void change(String before, String value) {
    if (value.equals(before)) {
      return;
    }
    Cancellation.check();
    send(value);
    var wanted = Optional.of(value);
    if (!Deadline.in(patience).await(() -> value().equals(wanted), FIRST_PAUSE, LONGEST_PAUSE)) {
      throw new ToggleFailed(
          "The switch was set to «%s» without an error, but stands at «%s»"
              .formatted(value, value().orElse("")),
          where,
          "Look at what it switches, then try again.");
    }
  }

  private ToggleUnreachable nothingToPutBack() {
    return new ToggleUnreachable(
        "The switch says no value, so it could not be put back",
        where,
        "Nothing was changed. Correct the toggle's state in the catalog, or set it once by hand.");
  }
}
