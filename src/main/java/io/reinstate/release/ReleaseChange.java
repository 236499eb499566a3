package io.reinstate.release;

import java.util.List;
import java.util.Optional;

/**
 * What going from the live release to another one means.
 *
 * @param from the live one; empty when the repository does not have it
 * @param to the other one
 * @param undone how many commits the live one has that the other one has not
 * @param added how many commits the other one has that the live one has not
 * @param localChanges managed files that git tracks and that differ from the live commit, sorted
 */
public record ReleaseChange(
    Optional<Release> from, Release to, int undone, int added, List<String> localChanges) {

  public ReleaseChange {
    localChanges = List.copyOf(localChanges);
  }
}
