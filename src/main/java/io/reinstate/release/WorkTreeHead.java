package io.reinstate.release;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.git.Repositories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
  private final GitOwners owners;

  WorkTreeHead(Repository repository) {
    this.repository = repository;
    owners = new GitOwners(repository);
  }

  /**
   * Git's locks on head and index of a work tree that are there now; none where there is no git.
   */
  static List<Path> locks(Path workTree, SystemUser user) throws IOException {
    return Repositories.in(workTree, user, WorkTreeHead::locks).orElse(List.of());
  }

  private static List<Path> locks(Repository repository) {
    var index = new WorkTreeHead(repository).index();
    return Stream.of(HeadLock.of(repository), FreshIndex.lockOf(index))
        .filter(Files::exists)
        .toList();
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
    owners.around(() -> new HeadLock(repository).around(() -> require(update.forceUpdate())));
  }

  void attach(String branch, String why) throws IOException {
    var update = repository.updateRef(Constants.HEAD);
    update.setRefLogMessage(why, false);
    owners.around(() -> new HeadLock(repository).around(() -> require(update.link(branch))));
  }

  private static void require(RefUpdate.Result result) throws IOException {
    if (!DONE.contains(result)) {
      throw new IOException("HEAD could not be changed: " + result);
    }
  }

  /**
   * Makes the index that of a commit, as {@code git read-tree} does. JGit looks at every file once
   * and notes the times of those that are as the commit has them.
   */
  void readTree(ObjectId commit) throws IOException {
    var fresh = new FreshIndex(index());
    fresh.forget();
    var beside =
        Repositories.builder()
            .setGitDir(repository.getDirectory())
            .setWorkTree(repository.getWorkTree())
            .setIndexFile(fresh.file().toFile());
    try (var same = beside.build();
        var commits = new RevWalk(same);
        var tree = new TreeWalk(same)) {
      var builder = same.lockDirCache().builder();
      tree.addTree(commits.parseCommit(commit).getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        var entry = new DirCacheEntry(tree.getRawPath());
        entry.setFileMode(tree.getFileMode(0));
        entry.setObjectId(tree.getObjectId(0));
        builder.add(entry);
      }
      builder.commit();
      owners.around(fresh::takesItsPlace);
    } finally {
      fresh.forget();
    }
  }

  /** Puts a copy of the index in its place, or removes the index. */
  void replaceIndex(Optional<byte[]> copy) throws IOException {
    var fresh = new FreshIndex(index());
    fresh.forget();
    try {
      Files.write(fresh.file(), copy.orElse(new byte[0]));
      if (copy.isPresent()) {
        owners.around(fresh::takesItsPlace);
      } else {
        fresh.takesItAway();
      }
    } finally {
      fresh.forget();
    }
  }
}
