package io.reinstate.catalog.rule;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * No two applications have the same name or files: rolling back one would overwrite the other.
 * Whoever claims what another claims is refused, and so is that other; of one home within another,
 * the outer one, which would overwrite the inner. The order of the files changes nothing.
 */
public final class NeighbourRule {

  /** What is wrong with which file. */
  public Map<Path, List<CatalogProblem>> check(Collection<CatalogFile> files) {
    var homes =
        files.stream()
            .filter(file -> file.home().isPresent())
            .map(file -> new Home(file, PathRule.real(file.home().get())))
            .toList();
    return Stream.concat(sameName(files), homes.stream().flatMap(home -> nested(home, homes)))
        .collect(
            Collectors.groupingBy(
                Found::file,
                TreeMap::new,
                Collectors.mapping(Found::problem, Collectors.toUnmodifiableList())));
  }

  private record Home(CatalogFile file, Path real) {}

  private record Found(Path file, CatalogProblem problem) {}

  private static Stream<Found> sameName(Collection<CatalogFile> files) {
    return files.stream()
        .flatMap(
            one ->
                files.stream()
                    .filter(other -> other != one && other.name().equals(one.name()))
                    .map(
                        other ->
                            new Found(
                                one.path(),
                                CatalogProblem.of(
                                    one.path(),
                                    "The application «%s» is in %s too. Remove or rename one of them."
                                        .formatted(one.name(), other.path())))));
  }

  private static Stream<Found> nested(Home outer, List<Home> homes) {
    return homes.stream()
        .filter(inner -> inner != outer && inner.real().startsWith(outer.real()))
        .map(inner -> new Found(outer.file().path(), problem(outer, inner)));
  }

  private static CatalogProblem problem(Home outer, Home inner) {
    var what =
        inner.real().equals(outer.real())
            ? "This is the home directory of the application «%s» (%s) too: the two would overwrite"
                + " each other. Give each its own directory."
            : "The home directory of the application «%s» (%s) is within this one: a rollback of"
                + " this one would overwrite that. Give each its own directory.";
    var other = inner.file();
    return outer.file().root().at("home").problem(what.formatted(other.name(), other.path()));
  }
}
