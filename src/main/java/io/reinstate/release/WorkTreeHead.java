package io.reinstate.release;

import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The head and the index of one work tree, changed without its files. */
final class WorkTreeHead {

  private static final Set<RefUpdate.Result> DONE =
      EnumSet.of(
          RefUpdate.Result.NEW,
          RefUpdate.Result.FORCED,
          RefUpdate.Result.FAST_FORWARD,
          RefUpdate.Result.NO_CHANGE);

  private final Repository repository;

  WorkTreeHead(Repository repository) {
    this.repository = repository;
  }

  /** The branch that is checked out; empty where the head is detached. */
  String branch() throws IOException {
    var name = repository.getFullBranch();
    return name == null || ObjectId.isId(name) ? "" : name;
  }

  Optional<ObjectId> commit() throws IOException {
    return Optional.ofNullable(repository.resolve(Constants.HEAD));
  }

  Path index() {
    return repository.getIndexFile().toPath();
  }

  void detach(ObjectId commit, String why) throws IOException {
    var update = repository.updateRef(Constants.HEAD, true);
    update.setNewObjectId(commit);
    update.setRefLogMessage(why, false);
    require(update.forceUpdate());
  }

  void attach(String branch, String why) throws IOException {
    var update = repository.updateRef(Constants.HEAD);
    update.setRefLogMessage(why, false);
    require(update.link(branch));
  }

  private void require(RefUpdate.Result result) throws IOException {
    if (!DONE.contains(result)) {
      throw new IOException("HEAD could not be changed: " + result);
    }
  }

  /**
   * Makes the index that of a commit, as {@code git read-tree} does. JGit looks at every file once
   * and notes the times of those that are as the commit has them.
   */
  void readTree(ObjectId commit) throws IOException {
    var index = repository.lockDirCache();
    try (var commits = new RevWalk(repository);
        var tree = new TreeWalk(repository)) {
      var builder = index.builder();
      tree.addTree(commits.parseCommit(commit).getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        var entry = new DirCacheEntry(tree.getRawPath());
        entry.setFileMode(tree.getFileMode(0));
        entry.setObjectId(tree.getObjectId(0));
        builder.add(entry);
      }
      builder.commit();
    } finally {
      index.unlock();
    }
  }

  /** Puts a copy of the index in its place, or removes the index, under git's own lock. */
  void replaceIndex(Optional<Path> copy) throws IOException {
    var lock = index().resolveSibling(index().getFileName() + ".lock");
    try {
      var content = copy.isPresent() ? Files.readAllBytes(copy.get()) : new byte[0];
      Files.write(lock, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(lock + " is there: some git command is at work, or was killed", e);
    }
    if (copy.isPresent()) {
      Durable.sync(lock);
      Files.move(lock, index(), StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.deleteIfExists(index());
      Files.delete(lock);
    }
  }
}
