package io.reinstate.snapshot;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.reinstate.catalog.application.ApplicationId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a snapshot, in text {@code shop/initial-20261121T024546.123Z}, which is also its
 * place below the directory of snapshots.
 *
 * @param application whose files it holds
 * @param name {@code <label>-<time>}, the time in UTC with milliseconds
 */
public record SnapshotId(ApplicationId application, String name) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final int TIME_LENGTH = "20261121T024546.123Z".length();
  private static final Pattern NAME =
      Pattern.compile(SnapshotLabel.RULE + "-\\d{8}T\\d{6}\\.\\d{3}Z");

  /** Refuses what is not exactly such a name, so that an id never leads out of its directory. */
  public SnapshotId {
    if (application == null || name == null || !NAME.matcher(name).matches()) {
      throw InvalidSnapshotName.snapshot(application + "/" + name);
    }
    try {
      time(name);
    } catch (DateTimeParseException e) {
      throw InvalidSnapshotName.snapshot(application + "/" + name);
    }
  }

  public static SnapshotId of(ApplicationId application, SnapshotLabel label, Instant time) {
    return new SnapshotId(application, label + "-" + TIME.format(time.atOffset(ZoneOffset.UTC)));
  }

  /**
   * Reads the text form.
   *
   * @throws InvalidSnapshotName when it is anything else
   */
  @JsonCreator
  public static SnapshotId parse(String text) {
    var slash = text == null ? -1 : text.indexOf('/');
    if (slash < 0 || !text.substring(0, slash).matches("[a-z][a-z0-9-]*")) {
      throw InvalidSnapshotName.snapshot(text);
    }
    return new SnapshotId(new ApplicationId(text.substring(0, slash)), text.substring(slash + 1));
  }

  /** Why it was taken. */
  public SnapshotLabel label() {
    return new SnapshotLabel(name.substring(0, name.length() - TIME_LENGTH - 1));
  }

  /** When it was taken, to the millisecond. */
  public Instant created() {
    return time(name);
  }

  private static Instant time(String name) {
    var text = name.substring(name.length() - TIME_LENGTH);
    return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
  }

  @JsonValue
  @Override
  public String toString() {
    return application + "/" + name;
  }
}
