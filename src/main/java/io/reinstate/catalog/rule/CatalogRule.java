package io.reinstate.catalog.rule;

import java.util.stream.Stream;

/** What a schema cannot say about an application's file. */
public interface CatalogRule {

  /**
   * Every breach of the rule. The file may be anything the schema refuses; what is not there is
   * left to the schema.
   */
  Stream<CatalogProblem> check(CatalogFile file);
}
