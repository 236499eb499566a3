package io.reinstate.snapshot;

import io.reinstate.ReinstateException;

/** A text that cannot name a snapshot or a label: it could leave its directory. */
public final class InvalidSnapshotName extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private InvalidSnapshotName(String value, String kind, String next) {
    super("«" + value + "» is not the name of a " + kind, kind, next);
  }

  static InvalidSnapshotName label(String value) {
    return new InvalidSnapshotName(
        value,
        "snapshot label",
        "Labels are lower-case letters, digits and hyphens, start with a letter, and have at most 40 characters.");
  }

  static InvalidSnapshotName snapshot(String value) {
    return new InvalidSnapshotName(
        value,
        "snapshot",
        "Write APPLICATION/LABEL-TIME, as in shop/initial-20261121T024546.123Z.");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
