package io.reinstate.rollback.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.reinstate.rollback.RequestRefused;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person says they did: an item they ticked off, or a step they carried out by hand.
 *
 * @param checklist the list it is on
 * @param item the item as it was shown
 * @param answer what they say about it
 * @param note what they noted, such as evidence; empty where nothing was
 * @param by who says so
 * @param at when, UTC
 */
public record Attestation(
    Checklist checklist, String item, Answer answer, Optional<String> note, String by, Instant at) {

  /** Which list it is on, in words. */
  @JsonProperty
  public String checklistTitle() {
    return checklist.title();
  }

  /** What they say about it, in words. */
  @JsonProperty
  public String answerTitle() {
    return answer.title();
  }

  /** The answers. */
  public enum Answer {
    DONE("done"),
    NOT_APPLICABLE("not applicable"),
    STUCK("stuck");

    private final String title;

    Answer(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    /** The answer of that text ({@code not-applicable}). */
    public static Answer of(String text) {
      for (var answer : values()) {
        if (answer.text().equals(text)) {
          return answer;
        }
      }
      throw new RequestRefused(
          "«" + text + "» is no answer", "answer", "Choose done, not-applicable or stuck.");
    }

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
