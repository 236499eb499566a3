package io.reinstate.catalog;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.rule.CatalogProblem;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A file of the catalog has problems, and what it said before they came stays in force.
 *
 * @param application which application keeps its last description that was right
 * @param file the file
 * @param edited when it, or a part that it shares, was written last, UTC; empty where it says what
 *     it said when it was right
 * @param problems all of them, by file and line
 */
public record UnheededEdit(
    ApplicationId application, Path file, Optional<Instant> edited, List<CatalogProblem> problems) {

  public UnheededEdit {
    problems = problems.stream().distinct().sorted().toList();
  }

  /** Says so, a sentence without its end. */
  public String sentence() {
    return edited
        .map(when -> when.truncatedTo(ChronoUnit.SECONDS))
        .map(
            when ->
                "The edit of "
                    + when
                    + " of "
                    + application
                    + " does not count; what was right before stays in force")
        .orElse(application + " works on as it was, but its file is not right any more");
  }
}
