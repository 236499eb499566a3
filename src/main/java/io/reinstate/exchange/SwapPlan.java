package io.reinstate.exchange;

import io.reinstate.tree.Difference;
import io.reinstate.tree.FileAttributes;
import io.reinstate.tree.PathRules;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Everything an exchange will do, in order, and what it takes to undo it: {@code changes.json}. The
 * index of a step names its files in the work area.
 *
 * @param difference the same, for people
 * @param bytes of content to stage
 */
record SwapPlan(Difference difference, long bytes, List<Step> steps, List<Touched> directories) {

  /**
   * Makes sure that no path leads out of the home directory.
   *
   * @throws IOException when one does
   */
  void requireSafe() throws IOException {
    for (var step : steps) {
      requireSafe(step.path());
    }
    for (var directory : directories) {
      if (!directory.path().isEmpty()) {
        requireSafe(directory.path());
      }
    }
  }

  private static void requireSafe(String path) throws IOException {
    var problem = PathRules.problem(path);
    if (problem.isPresent()) {
      throw new IOException("the list of changes holds «" + path + "», " + problem.get());
    }
  }

  /** What is done to one path. */
  record Step(Action action, String path) {}

  enum Action {
    /** A file or link goes to the undo area. */
    REMOVE,
    /** A directory goes, if it is empty by then. */
    REMOVE_DIRECTORY,
    /** A directory is made. */
    CREATE_DIRECTORY,
    /** A staged file or link comes in; what was there goes to the undo area. */
    PUT
  }

  /**
   * A directory in which something changes, the home directory being the empty path.
   *
   * @param before what it was; absent when it was not there
   * @param after what it becomes; absent when it is not managed, or goes
   */
  record Touched(String path, Optional<FileAttributes> before, Optional<FileAttributes> after) {}
}
