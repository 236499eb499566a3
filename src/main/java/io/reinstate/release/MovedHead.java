package io.reinstate.release;

import java.nio.file.Path;
import java.util.List;

/**
 * What a move of heads begins with, written before the first of them moves: {@code head.json}.
 *
 * @param to the commit the live repository is moved to
 * @param repositories the live repository, and those of its submodules that move with it
 */
record MovedHead(String to, List<Before> repositories) {

  /**
   * One repository.
   *
   * @param path of its work tree, relative to the home directory; empty for the home directory's
   * @param branch full name of the branch that was checked out; empty where the head was detached
   * @param commit that was checked out
   * @param to the commit it is moved to
   * @param index whether there was an index, whose copy is beside this file
   */
  record Before(String path, String branch, String commit, String to, boolean index) {

    Path workTree(Path home) {
      return path.isEmpty() ? home : home.resolve(path);
    }
  }
}
