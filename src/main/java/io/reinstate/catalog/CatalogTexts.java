package io.reinstate.catalog;

import io.reinstate.catalog.rule.CatalogFile;
import io.reinstate.catalog.rule.CatalogProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All files of the catalog as they were at one moment: those of applications, the parts they share,
 * and those whose name says that somebody meant one.
 *
 * @param applications each {@code NAME.yaml} of the directories themselves
 * @param parts each {@code shared/NAME.yaml} below them
 * @param misnamed each {@code NAME.yml}, which is not read
 */
record CatalogTexts(
    Map<Path, CatalogText> applications, Map<Path, CatalogText> parts, List<Path> misnamed) {

  /** Below a directory of the catalog. */
  static final String SHARED = "shared";

  private static final String OTHER_EXTENSION = ".yml";

  /**
   * Reads the directories.
   *
   * @throws CatalogInvalid when one of them cannot be listed
   */
  static CatalogTexts of(List<Path> directories) {
    var problems = new ArrayList<CatalogProblem>();
    var each = directories.stream().map(CatalogTexts::absolute).distinct().toList();
    var files = each.stream().flatMap(directory -> list(directory, problems)).toList();
    if (!problems.isEmpty()) {
      throw new CatalogInvalid(problems);
    }
    return new CatalogTexts(
        read(files.stream().filter(file -> name(file).endsWith(CatalogFile.EXTENSION))),
        parts(each.stream()),
        files.stream().filter(file -> name(file).endsWith(OTHER_EXTENSION)).toList());
  }

  /** Reads some files, and the parts they may share. */
  static CatalogTexts ofFiles(Collection<Path> files) {
    var each = files.stream().map(CatalogTexts::absolute).distinct().toList();
    var shared = each.stream().map(CatalogTexts::shared).map(Path::getParent).distinct();
    return new CatalogTexts(read(each.stream()), parts(shared), List.of());
  }

  /** Where the parts are that a file may extend: beside it, or, of a part, where it is itself. */
  static Path shared(Path file) {
    var directory = file.getParent();
    return directory.endsWith(SHARED) ? directory : directory.resolve(SHARED);
  }

  private static Map<Path, CatalogText> parts(Stream<Path> directories) {
    return read(
        directories
            .map(directory -> directory.resolve(SHARED))
            .filter(Files::isDirectory)
            .flatMap(shared -> list(shared, new ArrayList<>()))
            .filter(file -> name(file).endsWith(CatalogFile.EXTENSION)));
  }

  private static Map<Path, CatalogText> read(Stream<Path> files) {
    return files.collect(
        Collectors.toMap(file -> file, CatalogText::of, (one, same) -> one, TreeMap::new));
  }

  private static Stream<Path> list(Path directory, List<CatalogProblem> problems) {
    try (var entries = Files.list(directory)) {
      return entries.filter(file -> !name(file).startsWith(".")).sorted().toList().stream();
    } catch (IOException e) {
      var what = "The directory cannot be listed. Create it, or correct the setting: " + e;
      problems.add(CatalogProblem.ofMachine(directory, what));
      return Stream.empty();
    }
  }

  /** What a file says; empty where there is none. */
  Optional<CatalogText> text(Path file) {
    return Optional.ofNullable(applications.getOrDefault(file, parts.get(file)));
  }

  /** Whether a file, and the parts it may share, said the same before. */
  boolean settled(Path file, CatalogTexts before) {
    return text(file).orElseThrow().saysTheSameAs(before.text(file).orElse(null))
        && parts.keySet().equals(before.parts.keySet())
        && parts.entrySet().stream()
            .allMatch(part -> part.getValue().saysTheSameAs(before.parts.get(part.getKey())));
  }

  /** Whether there is no file of that name among those of applications. */
  boolean lacks(Path file) {
    return !applications.containsKey(file) && !misnamed.contains(file);
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
