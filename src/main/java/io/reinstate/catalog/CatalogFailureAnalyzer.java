package io.reinstate.catalog;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows the problems of the catalog as a list when Reinstate cannot start because of them. */
final class CatalogFailureAnalyzer extends AbstractFailureAnalyzer<CatalogInvalid> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, CatalogInvalid cause) {
    var problems = cause.problems();
    return new FailureAnalysis(
        CatalogInvalid.headline(problems.size()) + ":\n\n" + CatalogInvalid.listed(problems),
        "Correct the files and start again. Every key is explained in docs/catalog.md.",
        cause);
  }
}
