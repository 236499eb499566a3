package io.reinstate.catalog;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** No two applications have the same name or files: rolling back one would overwrite the other. */
final class NeighbourRule {

  Stream<CatalogProblem> check(List<CatalogFile> files) {
    return Stream.concat(sameName(files), nestedHomes(files));
  }

  private static Stream<CatalogProblem> sameName(List<CatalogFile> files) {
    Map<String, Path> first = new HashMap<>();
    return files.stream()
        .filter(file -> first.putIfAbsent(file.name(), file.path()) != null)
        .map(
            file ->
                CatalogProblem.of(
                    file.path(),
                    "The application «%s» is already in %s. Remove or rename one of them."
                        .formatted(file.name(), first.get(file.name()))));
  }

  private static Stream<CatalogProblem> nestedHomes(List<CatalogFile> files) {
    return files.stream()
        .flatMap(
            outer ->
                files.stream()
                    .filter(inner -> inner != outer && isWithin(inner, outer, files))
                    .map(inner -> nested(inner, outer)));
  }

  /** Of two equal homes, the later file's is within the earlier one's. */
  private static boolean isWithin(CatalogFile inner, CatalogFile outer, List<CatalogFile> files) {
    if (inner.home().isEmpty() || outer.home().isEmpty()) {
      return false;
    }
    var innerHome = PathRule.real(inner.home().get());
    var outerHome = PathRule.real(outer.home().get());
    return innerHome.equals(outerHome)
        ? files.indexOf(inner) > files.indexOf(outer)
        : innerHome.startsWith(outerHome);
  }

  private static CatalogProblem nested(CatalogFile inner, CatalogFile outer) {
    var what =
        "This is the home directory of the application «%s», or within it: the two would overwrite"
            + " each other. Give each its own directory.";
    return inner.root().at("home").problem(what.formatted(outer.name()));
  }
}
