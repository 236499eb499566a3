package io.reinstate.catalog.application;

import java.util.List;

/**
 * Files chosen by glob patterns relative to the home directory ({@code server/**&#47;*.js}, {@code
 * .env}).
 *
 * @param include at least one of these matches; a trailing {@code /**} takes the directory and all
 *     below it
 * @param exclude none of these matches
 */
public record FilePatterns(List<String> include, List<String> exclude) {

  public FilePatterns {
    include = List.copyOf(include);
    exclude = exclude == null ? List.of() : List.copyOf(exclude);
  }
}
