package io.reinstate.cli;

import io.reinstate.catalog.Catalog;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists what can be rolled back. */
@Command(name = "applications", description = "Lists the applications of the catalog.")
final class Applications extends CliCommand {

  @Override
  public Integer call() {
    var catalog = get(Catalog.class);
    var applications = catalog.applications();
    for (var application : applications) {
      out().printf("%-20s %-30s %s%n", application.id(), application.title(), application.home());
    }
    for (var refused : catalog.refused()) {
      warn(
          "%s is refused. Correct this:%n%s"
              .formatted(
                  refused.name(),
                  refused.problems().stream()
                      .map(problem -> "  - " + problem)
                      .collect(Collectors.joining(System.lineSeparator()))));
    }
    if (applications.isEmpty() && catalog.refused().isEmpty()) {
      warn(
          "The catalog is empty. Set REINSTATE_CATALOG_DIRECTORY to the directory with the"
              + " application files.");
    }
    return DONE;
  }
}
