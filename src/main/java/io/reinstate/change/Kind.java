package io.reinstate.change;

/** What there is to change of an application. */
public enum Kind {
  DATABASE("databases"),
  DATA_FILES("customers' files"),
  SCHEMA("schema"),
  FILES("files"),
  ARTIFACTS("build artifacts"),
  HEAD("head of the repository"),
  TOGGLE("toggles"),
  TRAFFIC("traffic");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** Whether the services that use it stand still while it is exchanged or put back. */
  public boolean needsStop() {
    return this != TOGGLE && this != TRAFFIC;
  }
}
