package io.reinstate.snapshot;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Why a snapshot was taken: lower-case letters, digits and hyphens, starting with a letter, at most
 * 40 characters.
 */
public record SnapshotLabel(@JsonValue String value) {

  // Before the constants, which it checks.
  static final String RULE = "[a-z][a-z0-9-]{0,39}";
  private static final Pattern VALID = Pattern.compile(RULE);

  /** The first snapshot of an application, taken when Reinstate meets it. */
  public static final SnapshotLabel INITIAL = new SnapshotLabel("initial");

  /** The safety snapshot before a rollback changes anything. */
  public static final SnapshotLabel PRE_ROLLBACK = new SnapshotLabel("pre-rollback");

  /** Taken before a new version is brought in. */
  public static final SnapshotLabel PRE_DEPLOYMENT = new SnapshotLabel("pre-deployment");

  /** A release, built from git beside the live tree. */
  public static final SnapshotLabel RELEASE = new SnapshotLabel("release");

  /** Somebody asked for it. */
  public static final SnapshotLabel MANUAL = new SnapshotLabel("manual");

  @JsonCreator
  public SnapshotLabel {
    if (value == null || !VALID.matcher(value).matches()) {
      throw InvalidSnapshotName.label(value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
