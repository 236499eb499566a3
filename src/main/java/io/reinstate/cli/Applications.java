package io.reinstate.cli;

import io.reinstate.catalog.Catalog;
import picocli.CommandLine.Command;

/** Lists what can be rolled back. */
@Command(name = "applications", description = "Lists the applications of the catalog.")
final class Applications extends Act {

  @Override
  public Integer call() {
    var applications = get(Catalog.class).applications();
    for (var application : applications) {
      out().printf("%-20s %-30s %s%n", application.id(), application.title(), application.home());
    }
    if (applications.isEmpty()) {
      warn(
          "The catalog is empty. Set REINSTATE_CATALOG_DIRECTORY to the directory with the"
              + " application files.");
    }
    return DONE;
  }
}
