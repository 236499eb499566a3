package io.reinstate.release;

import io.reinstate.catalog.application.Application;
import io.reinstate.host.FilesAs;
import io.reinstate.snapshot.store.ManagedPaths;
import io.reinstate.storage.HeldTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Files of a home directory that is no work tree, compared with commits of a repository. */
final class HomeFiles {

  private final Path home;
  private final ManagedPaths managed;
  private final Repository repository;

  HomeFiles(Application application, Repository repository) {
    this.home = application.home();
    this.managed = new ManagedPaths(application);
    this.repository = repository;
  }

  /** Whether every managed file of the commit, and at least one, is here with the same content. */
  boolean holdAllOf(ObjectId commit) throws IOException {
    try (var files = FilesAs.own(() -> HeldTree.of(home));
        var commits = new RevWalk(repository);
        var tree = new TreeWalk(repository);
        var hash = new ObjectInserter.Formatter()) {
      tree.addTree(commits.parseCommit(commit).getTree());
      tree.setRecursive(true);
      var same = 0;
      while (tree.next()) {
        if (isFile(tree.getFileMode(0)) && managed.test(tree.getPathString())) {
          var path = tree.getPathString();
          var content = tree.getObjectId(0);
          if (!FilesAs.own(() -> holds(files, path, content, hash))) {
            return false;
          }
          same++;
        }
      }
      return same > 0;
    }
  }

  private static boolean isFile(FileMode mode) {
    return mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE;
  }

  private static boolean holds(HeldTree files, String path, ObjectId content, ObjectInserter hash)
      throws IOException {
    try (var file = files.file(path)) {
      if (!Files.isRegularFile(file.path())) {
        return false;
      }
      try (var in = file.read()) {
        return hash.idFor(Constants.OBJ_BLOB, Files.size(file.path()), in).equals(content);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return false;
    }
  }
}
