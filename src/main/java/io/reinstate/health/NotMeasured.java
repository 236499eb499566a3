package io.reinstate.health;

/** Something could not be found out. */
final class NotMeasured extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  NotMeasured(Finding finding) {
    super(finding.reason());
    this.finding = finding;
  }

  /** What that tells about the application. */
  Finding finding() {
    return finding;
  }
}
