package io.reinstate.catalog;

import io.reinstate.catalog.rule.CatalogFile;
import io.reinstate.catalog.rule.CatalogProblem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of the catalog and what is wrong with it by itself, whatever the other files say.
 *
 * @param path the file
 * @param sources what it and the shared parts it looked for said; nothing where a part was not
 *     there
 * @param file empty where it cannot be read
 * @param problems none where it is right
 */
record CheckedFile(
    Path path,
    Map<Path, Optional<CatalogText>> sources,
    Optional<CatalogFile> file,
    List<CatalogProblem> problems) {

  CheckedFile {
    problems = problems.stream().distinct().sorted().toList();
  }

  /** The name of the application it should be of. */
  String name() {
    return CatalogFile.name(path);
  }

  /** When it, or a part that it shares, was written last, UTC. */
  Instant modified() {
    return sources.values().stream()
        .flatMap(Optional::stream)
        .map(CatalogText::modified)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /** The same without what only this machine lacks. */
  CheckedFile anywhere() {
    var lasting = problems.stream().filter(problem -> !problem.ofMachine()).toList();
    return file.isEmpty() ? this : new CheckedFile(path, sources, file, lasting);
  }

  /** Whether it says the same as that one. */
  boolean says(CatalogFile other) {
    return file.filter(each -> each.tree().equals(other.tree())).isPresent();
  }

  /** Whether the files it is made of say the same in other texts. */
  boolean isOf(CatalogTexts texts) {
    return sources.entrySet().stream()
        .allMatch(each -> same(each.getValue(), texts, each.getKey()));
  }

  private static boolean same(Optional<CatalogText> was, CatalogTexts texts, Path path) {
    var is = texts.text(path);
    return was.isPresent() == is.isPresent()
        && was.filter(text -> !text.saysTheSameAs(is.orElseThrow())).isEmpty();
  }
}
