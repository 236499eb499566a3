package io.reinstate.database.sqlite;

import io.reinstate.database.product.RestoreKey;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that take part in one restore, in a directory beside the live one: on the same file
 * system, so that a rename is all it takes.
 */
public record SqliteNames(Path live, RestoreKey key) {

  private static final Pattern NAMES =
      Pattern.compile("(" + RestoreKey.RULE + ")\\.(part|new|before|after)(-.*)?");

  public static Path work(Path live) {
    return live.resolveSibling("." + live.getFileName() + ".reinstate");
  }

  /** Half-made. */
  Path part() {
    return file("part");
  }

  /** Whole, and not live yet. */
  Path fresh() {
    return file("new");
  }

  /** Was live before the exchange. */
  Path before() {
    return file("before");
  }

  /** Was live between exchange and revert. */
  Path after() {
    return file("after");
  }

  private Path file(String kind) {
    return work(live).resolve(key + "." + kind);
  }

  /** The keys of the restores that the names of files tell. */
  static List<RestoreKey> keys(Stream<String> names) {
    return names
        .map(NAMES::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .distinct()
        .sorted()
        .map(RestoreKey::new)
        .toList();
  }
}
