package io.reinstate.catalog.rule;

import java.util.stream.Stream;

/**
 * A service that takes up new code by a reload has one, and tells which code it runs: nothing else
 * would notice a reload that took up nothing.
 */
public final class ReloadRule implements CatalogRule {

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var fromGit = file.root().at("releases").exists();
    return file.root()
        .at("services")
        .entries()
        .filter(service -> service.at("reloadsCode").isTrue())
        .flatMap(service -> service(service, fromGit));
  }

  static boolean hasReload(Section service) {
    return Stream.of("commands", "supervised")
        .anyMatch(kind -> service.at(kind).at("reload").exists());
  }

  private static Stream<CatalogProblem> service(Section service, boolean fromGit) {
    if (!hasReload(service)) {
      return Stream.of(
          service
              .at("reloadsCode")
              .problem("It has no reload. Add commands.reload or supervised.reload."));
    }
    return !fromGit || tellsItsRevision(service)
        ? Stream.empty()
        : Stream.of(
            service
                .at("reloadsCode")
                .problem(
                    "Nothing would notice a reload that takes up nothing. Add a probe revision"
                        + " with a url to its health."));
  }

  private static boolean tellsItsRevision(Section service) {
    return service.at("health").items().anyMatch(probe -> probe.at("revision").at("url").exists());
  }
}
