package io.reinstate.cli;

import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotDatabase;
import io.reinstate.tree.Difference;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** How things are shown to a reader at a terminal. */
final class Text {

  private static final int NAMED = 40;

  private Text() {}

  static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  static String counted(Difference difference) {
    return "%d changed, %d added, %d removed"
        .formatted(
            difference.changed().size(), difference.added().size(), difference.removed().size());
  }

  static String databases(Snapshot snapshot) {
    return snapshot.databases().isEmpty()
        ? "no databases"
        : snapshot.databases().values().stream()
            .map(Text::database)
            .collect(Collectors.joining(", ", "databases: ", ""));
  }

  private static String database(SnapshotDatabase database) {
    return database
        .schemaVersion()
        .map(version -> database.id() + " (schema " + version + ")")
        .orElse(database.id().value());
  }

  static void list(PrintWriter out, String what, List<String> paths) {
    paths.stream().limit(NAMED).forEach(path -> out.println("  " + what + "  " + path));
    if (paths.size() > NAMED) {
      out.println("  " + what + "  and " + (paths.size() - NAMED) + " more");
    }
  }
}
