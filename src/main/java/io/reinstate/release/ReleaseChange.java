package io.reinstate.release;

import java.nio.file.Path;
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
 * @param locks git's locks on head and index of the live repository: some git command is at work
 *     there, or was killed. Nobody can move the head while they are there
 */
public record ReleaseChange(
    Optional<Release> from,
    Release to,
    int undone,
    int added,
    List<String> localChanges,
    List<Path> locks) {

  public ReleaseChange {
    localChanges = List.copyOf(localChanges);
    locks = List.copyOf(locks);
  }
}
