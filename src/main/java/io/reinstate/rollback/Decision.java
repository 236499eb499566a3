package io.reinstate.rollback;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * What a person decided about a plan.
 *
 * @param plan the plan's id
 * @param answer approved or refused
 * @param by who decided; never the requester
 * @param at when, UTC
 * @param reason why, in their words
 */
public record Decision(String plan, Answer answer, String by, Instant at, String reason) {

  public Decision {
    reason = Reasons.check(reason);
  }

  /** The two answers; silence is none of them. */
  public enum Answer {
    APPROVE,
    REFUSE;

    /** The answer a form gave: {@code approve} or {@code refuse}. */
    public static Answer of(String text) {
      for (var answer : values()) {
        if (answer.text().equals(text)) {
          return answer;
        }
      }
      throw new RequestRefused(
          "«" + text + "» is no decision", "decision", "Choose approve or refuse.");
    }

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
