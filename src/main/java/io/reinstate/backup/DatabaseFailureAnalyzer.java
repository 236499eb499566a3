package io.reinstate.backup;

import io.reinstate.storage.PlaceOfOthers;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * Says what is wrong with the database or where Reinstate keeps it, and the way back, instead of a
 * stack trace.
 */
final class DatabaseFailureAnalyzer implements FailureAnalyzer {

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseUnusable unusable) {
        return analysis(unusable);
      }
      if (cause instanceof PlaceOfOthers place) {
        return new FailureAnalysis(place.what() + ".", place.next(), place);
      }
    }
    return null;
  }

  private static FailureAnalysis analysis(DatabaseUnusable unusable) {
    return new FailureAnalysis(unusable.what() + ".", unusable.next(), unusable);
  }
}
