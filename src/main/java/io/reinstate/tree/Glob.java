package io.reinstate.tree;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * One pattern of files, in the syntax of {@link java.nio.file.FileSystem#getPathMatcher} over the
 * path relative to the home directory, with two additions that people expect: {@code a/**} takes
 * the directory {@code a} too, and {@code **&#47;} also stands for no directory at all.
 */
final class Glob {

  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{\\\\]");

  /** The JDK's {@code **} stops at these, which would leave out files without a word. */
  private static final Pattern LINE_BREAK = Pattern.compile("[\n\r\u0085\u2028\u2029]");

  private final String text;
  private final List<PathMatcher> matchers;
  private final List<String> fixed;

  Glob(String text) {
    this.text = text;
    var system = FileSystems.getDefault();
    this.matchers =
        variants(text).stream().map(variant -> system.getPathMatcher("glob:" + variant)).toList();
    this.fixed =
        List.of(text.split("/")).stream().takeWhile(name -> !SPECIAL.matcher(name).find()).toList();
  }

  boolean matches(Path relative) {
    var path = LINE_BREAK.matcher(relative.toString());
    var name = path.find() ? Path.of(path.replaceAll("?")) : relative;
    return matchers.stream().anyMatch(matcher -> matcher.matches(name));
  }

  /** Whether something below the directory can match: a walk may leave out what cannot. */
  boolean mayMatchBelow(Path directory) {
    var names = StreamSupport.stream(directory.spliterator(), false).map(Path::toString).toList();
    var common = Math.min(names.size(), fixed.size());
    return names.subList(0, common).equals(fixed.subList(0, common));
  }

  /** Whether everything below the directory matches. */
  boolean coversAllBelow(Path directory) {
    return text.equals("**") || text.endsWith("/**") && matches(directory);
  }

  private static Set<String> variants(String text) {
    var found = new LinkedHashSet<String>();
    var open = new ArrayDeque<>(List.of(text));
    while (!open.isEmpty()) {
      var next = open.remove();
      if (found.add(next)) {
        open.addAll(simpler(next));
      }
    }
    return found;
  }

  /** The pattern with one of its {@code **} standing for nothing, in every way. */
  private static Set<String> simpler(String text) {
    var found = new LinkedHashSet<String>();
    for (var at = text.indexOf("**/"); at >= 0; at = text.indexOf("**/", at + 1)) {
      if (at == 0 || text.charAt(at - 1) == '/') {
        found.add(text.substring(0, at) + text.substring(at + 3));
      }
    }
    if (text.endsWith("/**")) {
      found.add(text.substring(0, text.length() - 3));
    }
    return found;
  }

  @Override
  public String toString() {
    return text;
  }
}
