package io.reinstate.rollback.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What came of a rollback. Every end event of a runbook names one of these. */
public enum Outcome {
  /** The target is live and healthy. */
  RESTORED("Restored", Mood.GOOD),
  /** The rollback failed and was put back; the emergency rollback then restored the application. */
  RESTORED_BY_EMERGENCY("Restored by emergency rollback", Mood.WARNING),
  /** A person refused the plan; nothing was touched. */
  REFUSED("Refused", Mood.NEUTRAL),
  /** It was a dry run: planned, and nothing was touched. */
  PLANNED("Only planned", Mood.NEUTRAL),
  /** It could not be restored automatically; a person took over. */
  HANDED_OVER("Handed over to a person", Mood.BAD),
  /** What a cancelled rollback had begun was undone. */
  PUT_BACK("Previous state put back", Mood.WARNING),
  /** A snapshot was taken. */
  SNAPSHOT_TAKEN("Snapshot taken", Mood.GOOD),
  /** A snapshot was marked stable. */
  MARKED_STABLE("Snapshot marked stable", Mood.GOOD),
  /** A release was deployed. */
  DEPLOYED("Release deployed", Mood.GOOD),
  /** It worked when an emergency rollback began, which ended it. */
  INTERRUPTED("Interrupted by an emergency rollback", Mood.BAD),
  /** Services were started, and are healthy. */
  SERVICES_RUN("Services run", Mood.GOOD),
  /** Services were stopped. */
  SERVICES_STOPPED("Services stopped", Mood.NEUTRAL),
  /** Nothing came of it, and nothing was changed. */
  FAILED("Failed, nothing changed", Mood.BAD),
  /** Somebody ended it before its end. */
  CANCELLED("Cancelled", Mood.NEUTRAL);

  private final String title;
  private final Mood mood;

  Outcome(String title, Mood mood) {
    this.title = title;
    this.mood = mood;
  }

  /** The outcome of that id ({@code handed-over}). */
  public static Outcome of(String id) {
    return Arrays.stream(values())
        .filter(outcome -> outcome.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no outcome " + id));
  }

  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String title() {
    return title;
  }

  public Mood mood() {
    return mood;
  }
}
