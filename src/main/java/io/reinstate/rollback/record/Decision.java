package io.reinstate.rollback.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.reinstate.rollback.Reasons;
import io.reinstate.rollback.RequestRefused;
import java.time.Instant;
import java.util.Locale;

/**
 * What a person decided about a plan.
 *
 * @param plan the plan's id
 * @param answer approved, or refused
 * @param by who decided; the requester only where nobody was asked
 * @param at when, UTC
 * @param reason why, in their words
 */
public record Decision(String plan, Answer answer, String by, Instant at, String reason) {

  public Decision {
    reason = Reasons.check(reason);
  }

  /** What was decided, in words. */
  @JsonProperty
  public String answerTitle() {
    return answer.title();
  }

  /** The answers; silence is none of them. */
  public enum Answer {
    APPROVE(true, "approved"),
    /** Carry out the plan, but leave what customers wrote as it is. */
    KEEP_DATA(true, "approved, data kept"),
    /** Nobody was asked: the authority table lets the requester do without. */
    FORCE(true, "forced"),
    REFUSE(false, "refused");

    private final boolean permits;
    private final String title;

    Answer(boolean permits, String title) {
      this.permits = permits;
      this.title = title;
    }

    /** Whether the plan may run. */
    public boolean permits() {
      return permits;
    }

    /** What the person did ({@code approved}). */
    public String title() {
      return title;
    }

    /** The answer of that text ({@code approve}, {@code keep-data}). */
    public static Answer of(String text) {
      for (var answer : values()) {
        if (answer.text().equals(text)) {
          return answer;
        }
      }
      throw new RequestRefused(
          "«" + text + "» is no decision", "decision", "Choose approve, keep-data or refuse.");
    }

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
