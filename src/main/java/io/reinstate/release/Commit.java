package io.reinstate.release;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.git.Repositories;
import io.reinstate.git.Submodules;
import io.reinstate.host.FilesAs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * A commit in a repository that others may change.
 *
 * @param place the top of its work tree, or a bare repository
 * @param rights with whose rights it is read
 */
record Commit(Path place, SystemUser rights, ObjectId id) {

  /** Reads its repository. */
  <T> T read(Repositories.Work<T> work) throws IOException {
    return FilesAs.call(
        rights,
        () ->
            Repositories.in(place, rights, work)
                .orElseThrow(() -> new IOException("there is no repository " + place)));
  }

  /**
   * A submodule.
   *
   * @param commit empty where nothing on this machine has it
   * @param named whether {@code .gitmodules} knows it
   */
  record Submodule(Optional<Commit> commit, boolean named) {}

  /** What a repository says of its submodules is followed with no more rights than its own. */
  Submodule submodule(String path, ObjectId commit, SystemUser user) throws IOException {
    return read(
        repository -> {
          var known = new Submodules(repository, id, user);
          var found = known.find(path, commit);
          var there = Optional.<Commit>empty();
          if (found.isPresent()) {
            var own = rights.isAnother() ? rights : Repositories.rights(found.get(), user);
            there = Optional.of(new Commit(found.get(), own, commit));
          }
          return new Submodule(there, known.names(path));
        });
  }

  /** Writes all that is needed to check it out, in the format of gitformat-pack(5). */
  static void pack(Repository repository, ObjectId id, OutputStream pack, OutputStream index)
      throws IOException {
    var config = new PackConfig(repository);
    config.setDeltaCompress(false);
    try (var commits = new RevWalk(repository);
        var writer = new PackWriter(config, repository.newObjectReader())) {
      writer.preparePack(needed(repository, commits, id).iterator());
      writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, pack);
      writer.writeIndex(index);
    }
  }

  private static LinkedHashSet<RevObject> needed(
      Repository repository, RevWalk commits, ObjectId id) throws IOException {
    var needed = new LinkedHashSet<RevObject>();
    var commit = commits.parseCommit(id);
    needed.add(commit);
    needed.add(commit.getTree());
    try (var tree = new TreeWalk(repository)) {
      tree.addTree(commit.getTree());
      while (tree.next()) {
        if (tree.isSubtree()) {
          needed.add(commits.lookupTree(tree.getObjectId(0)));
          tree.enterSubtree();
        } else if (tree.getFileMode(0) != FileMode.GITLINK) {
          needed.add(commits.lookupBlob(tree.getObjectId(0)));
        }
      }
    }
    return needed;
  }
}
