package io.reinstate.tree;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the live tree would change. Paths are relative to the home directory, sorted; those of
 * directories end with {@code /}.
 *
 * @param added paths that would appear
 * @param changed paths that would get other content, another mode or another type
 * @param removed paths that would go away
 * @param digest SHA-256 over all of that and over what the paths would become (type, mode, content,
 *     target), and over where links lead now that change. Two equal digests mean the same result,
 *     so that what was approved is what runs
 */
public record Difference(
    List<String> added, List<String> changed, List<String> removed, String digest) {

  public Difference {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    removed = List.copyOf(removed);
  }

  /** Whether the live tree is what the snapshot holds already. */
  @JsonIgnore
  public boolean isEmpty() {
    return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
  }

  /** Number of files and links, directories not counted. */
  public int files() {
    return (int) filePaths().count();
  }

  /**
   * Whether a file that matches one of these globs would appear, change or go away.
   *
   * @param globs relative to the home directory, as the catalog has them
   */
  public boolean touches(List<String> globs) {
    return globs.stream().map(Glob::new).anyMatch(this::touches);
  }

  private boolean touches(Glob glob) {
    return filePaths().map(Path::of).anyMatch(glob::matches);
  }

  private Stream<String> filePaths() {
    return Stream.of(added, changed, removed)
        .flatMap(List::stream)
        .filter(path -> !path.endsWith("/"));
  }
}
