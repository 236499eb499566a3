package io.reinstate.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Reinstate keeps of an application: its snapshots.
 *
 * @param application its name
 */
record Kept(String application, Path directory) {

  private static final String BUILT = "release-";

  /** The names of its snapshots, half-written ones included, those built from git left out. */
  List<String> names() {
    return WorkArea.names(directory).stream()
        .filter(found -> !found.startsWith(BUILT))
        .filter(found -> !List.of("heads", "known-good.jsonl").contains(found))
        .toList();
  }

  /** The commits of the snapshots that were built from git. */
  List<String> builtCommits() {
    return WorkArea.names(directory).stream()
        .filter(found -> found.startsWith(BUILT))
        .map(found -> WorkArea.json(directory.resolve(found).resolve("manifest.json")))
        .map(manifest -> manifest.at("/about/release/commit").asText())
        .toList();
  }

  /** How often that act is in the record of known good releases. */
  long knownGood(String act) {
    try (var lines = Files.lines(directory.resolve("known-good.jsonl"))) {
      return lines.filter(line -> line.contains("\"" + act + "\"")).count();
    } catch (IOException e) {
      return 0;
    }
  }

  /** From now on no snapshot is marked stable. */
  void noneIsStable() {
    names().forEach(each -> delete(mark(application + "/" + each)));
  }

  /** The file that marks a snapshot stable. */
  Path mark(String snapshot) {
    return directory.resolveSibling(snapshot).resolve("stable.json");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
