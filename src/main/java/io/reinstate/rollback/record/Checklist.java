package io.reinstate.rollback.record;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ChecklistsSpec.ManualStep;
import java.util.List;
import java.util.Locale;

/** The lists of a catalog that people work through. */
public enum Checklist {
  /** Before a rollback acts. */
  BEFORE("before"),
  /** When it is done. */
  AFTER("afterwards"),
  /** The steps of a manual rollback. */
  MANUAL("by hand");

  private final String title;

  Checklist(String title) {
    this.title = title;
  }

  /** The list of that text ({@code before}). */
  static Checklist of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** When people work through it, in words. */
  public String title() {
    return title;
  }

  /** What is on it, in its order; of steps their titles. */
  public List<String> items(Application application) {
    var lists = application.checklists();
    return switch (this) {
      case BEFORE -> lists.before();
      case AFTER -> lists.after();
      case MANUAL -> lists.manual().stream().map(ManualStep::title).toList();
    };
  }
}
