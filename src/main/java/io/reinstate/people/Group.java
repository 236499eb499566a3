package io.reinstate.people;

import java.util.Locale;

/** The groups that runbooks, decisions and authorizations name. */
public enum Group {
  OPERATORS("Operators", true),
  SENIOR_DEVELOPERS("Senior developers", true),
  PROJECT_LEADS("Project leads", true),
  STAKEHOLDERS("Stakeholders", false),
  AUDITORS("Auditors", false);

  private final String title;
  private final boolean starts;

  Group(String title, boolean starts) {
    this.title = title;
    this.starts = starts;
  }

  /** The group's id in the engine. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String title() {
    return title;
  }

  /** Whether its members may start and cancel runbooks. */
  public boolean starts() {
    return starts;
  }
}
