package io.reinstate.catalog;

import io.reinstate.catalog.rule.CatalogProblem;
import java.nio.file.Path;
import java.util.List;

/**
 * An application that cannot be rolled back as long as its file has problems.
 *
 * @param name what the file says it should be called
 * @param file the file
 * @param problems all of them, by file and line
 */
public record RefusedApplication(String name, Path file, List<CatalogProblem> problems) {

  public RefusedApplication {
    problems = problems.stream().distinct().sorted().toList();
  }
}
