package io.reinstate.catalog;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.rule.CatalogProblem;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The catalog cannot be used. Holds every problem of every file, by file and line. */
public final class CatalogInvalid extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private final transient List<CatalogProblem> problems;

  CatalogInvalid(Collection<CatalogProblem> problems) {
    super(headline(problems.size()), places(problems), "Correct this:\n" + listed(problems));
    this.problems = problems.stream().sorted().toList();
  }

  /** Every problem, by file and line. */
  public List<CatalogProblem> problems() {
    return problems;
  }

  static String headline(int count) {
    return "The catalog has " + (count == 1 ? "a problem" : count + " problems");
  }

  private static String places(Collection<CatalogProblem> problems) {
    return problems.stream()
        .map(problem -> problem.file().toString())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  static String listed(Collection<CatalogProblem> problems) {
    return problems.stream()
        .sorted()
        .map(problem -> "  - " + problem)
        .collect(Collectors.joining("\n"));
  }
}
