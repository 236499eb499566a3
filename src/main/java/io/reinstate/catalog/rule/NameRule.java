package io.reinstate.catalog.rule;

import java.util.stream.Stream;

/** A file has the name of its application. */
public final class NameRule implements CatalogRule {

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var application = file.root().at("application");
    return application.text().stream()
        .filter(name -> !name.equals(file.name()))
        .map(
            name ->
                application.problem(
                    "«%s» is not the file's name. Name the file %s.yaml or the application %s."
                        .formatted(name, name, file.name())));
  }
}
