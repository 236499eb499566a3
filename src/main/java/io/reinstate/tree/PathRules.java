package io.reinstate.tree;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a path in a snapshot may look like: relative, plain names, nothing that climbs. */
public final class PathRules {

  private PathRules() {}

  /** What is wrong with a path relative to the home directory, if anything. */
  public static Optional<String> problem(String path) {
    if (path == null || path.isEmpty()) {
      return Optional.of("it is empty");
    } else if (path.startsWith("/")) {
      return Optional.of("it is absolute");
    } else if (path.indexOf('\0') >= 0 || path.indexOf('\\') >= 0) {
      return Optional.of("it holds a backslash or NUL");
    } else if (path.indexOf('\uFFFD') >= 0 || !representable(path)) {
      return Optional.of("its name cannot be written in UTF-8 here");
    }
    return List.of(path.split("/", -1)).stream()
        .filter(name -> name.isEmpty() || name.equals(".") || name.equals(".."))
        .findFirst()
        .map(name -> "it holds the name «" + name + "»");
  }

  private static boolean representable(String path) {
    try {
      return Path.of(path).toString().equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * Whether a link at that path stays in the home directory. {@code ..} counts only at the start of
   * the target: after a name it could follow another link and climb from there. An absolute target
   * begins with what the home directory is called, and has none.
   *
   * @param homes what it is called: as the catalog has it, and its real path
   */
  public static boolean linkStaysInside(String path, String target, Set<Path> homes) {
    if (target.startsWith("/")) {
      return homes.stream().anyMatch(home -> isWithin(target, home))
          && !List.of(target.split("/")).contains("..");
    } else if (target.isEmpty()) {
      return false;
    }
    var depth = path.split("/").length - 1;
    var climbing = true;
    for (var name : target.split("/")) {
      if (name.equals("..")) {
        depth--;
        if (!climbing || depth < 0) {
          return false;
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        climbing = false;
      }
    }
    return true;
  }

  /** By the text alone. */
  private static boolean isWithin(String target, Path home) {
    return target.equals(home.toString()) || target.startsWith(home + "/");
  }

  /** The directories above a path, the outermost first. */
  public static List<String> parents(String path) {
    var found = new ArrayList<String>();
    for (var at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      found.add(path.substring(0, at));
    }
    return found;
  }

  /** The directory above a path; empty for the home directory itself. */
  public static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
