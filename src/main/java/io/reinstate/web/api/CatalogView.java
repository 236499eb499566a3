package io.reinstate.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.RefusedApplication;
import io.reinstate.catalog.UnheededEdit;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.rule.CatalogProblem;
import java.time.Instant;
import java.util.List;

/**
 * How the catalog stands.
 *
 * @param applications those that can be rolled back
 * @param refused those that cannot, with everything that is wrong with their files
 * @param unheeded edits that do not count, because what they say is not right
 * @param warnings what several applications use together; allowed
 */
public record CatalogView(
    List<ApplicationId> applications,
    List<Refused> refused,
    List<Unheeded> unheeded,
    List<Problem> warnings) {

  /** An application that cannot be rolled back. */
  record Refused(String application, String file, List<Problem> problems) {}

  /**
   * A file that is not right, of an application that works on as it was.
   *
   * @param edited UTC; null where the file says what it said when it was right
   */
  record Unheeded(
      ApplicationId application,
      String file,
      @JsonInclude Instant edited,
      String told,
      List<Problem> problems) {}

  /**
   * One thing that is wrong.
   *
   * @param file where it stands: the application's, or a part that it shares
   * @param line from 1; 0 when it has no line
   * @param path the place in the YAML; empty for the whole file
   * @param ofMachine whether it may pass without an edit
   */
  record Problem(String file, int line, String path, String what, boolean ofMachine) {

    public static Problem of(CatalogProblem problem) {
      return new Problem(
          problem.file().toString(),
          problem.line(),
          problem.path(),
          problem.what(),
          problem.ofMachine());
    }
  }

  public static CatalogView of(Catalog catalog) {
    return new CatalogView(
        catalog.applications().stream().map(application -> application.id()).toList(),
        catalog.refused().stream().map(CatalogView::refused).toList(),
        catalog.unheeded().stream().map(CatalogView::unheeded).toList(),
        problems(catalog.warnings()));
  }

  private static Refused refused(RefusedApplication refused) {
    return new Refused(refused.name(), refused.file().toString(), problems(refused.problems()));
  }

  private static Unheeded unheeded(UnheededEdit edit) {
    return new Unheeded(
        edit.application(),
        edit.file().toString(),
        edit.edited().orElse(null),
        edit.sentence(),
        problems(edit.problems()));
  }

  private static List<Problem> problems(List<CatalogProblem> problems) {
    return problems.stream().map(Problem::of).toList();
  }
}
