package io.reinstate.rollback.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a state means at a glance. A page gives each mood a colour. */
public enum Mood {
  /** As it was wanted. */
  GOOD,
  /** It works, but a person should know or act. */
  WARNING,
  /** It failed, or it stands still. */
  BAD,
  /** Neither good nor bad. */
  NEUTRAL,
  /** In progress. */
  RUNNING;

  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
