package io.reinstate.release;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.git.Repositories;
import io.reinstate.host.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.dircache.DirCacheCheckout.CheckoutMetadata;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;

/**
 * Writes the files of a commit and of its submodules to a directory that does not exist yet: line
 * ends as the attributes want them, the bit for executing, symbolic links. Runs no hook and no
 * filter; what a filter would have changed is told in the warnings.
 */
final class Checkout {

  private static final int LARGEST_POINTER = 1024;
  private static final byte[] LFS =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);
  private static final int SHOWN = 5;

  private final Set<String> tracked = new TreeSet<>();
  private final List<String> warnings = new ArrayList<>();
  private final Set<String> pointers = new TreeSet<>();
  private final Map<String, Set<String>> filtered = new TreeMap<>();

  /** Every path that was written, relative to the first root. */
  Set<String> tracked() {
    return tracked;
  }

  List<String> warnings() {
    var all = new ArrayList<>(warnings);
    if (!pointers.isEmpty()) {
      all.add("Git LFS keeps the content of " + some(pointers) + ": only pointers are restored.");
    }
    filtered.forEach(
        (filter, paths) ->
            all.add("The git filter «" + filter + "» was not run on " + some(paths) + "."));
    return all;
  }

  private static String some(Set<String> paths) {
    var shown = String.join(", ", paths.stream().limit(SHOWN).toList());
    return paths.size() > SHOWN ? shown + " and " + (paths.size() - SHOWN) + " more" : shown;
  }

  /**
   * Writes them.
   *
   * @param place of the repository that has the commit
   * @param user with whose rights it is read
   */
  void write(Path place, ObjectId commit, SystemUser user, Path root) throws IOException {
    try {
      write(new Commit(place, Repositories.rights(place, user), commit), user, root, "");
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException("commit " + commit.name() + " holds what no work tree can: " + e, e);
    }
  }

  private void write(Commit source, SystemUser user, Path root, String prefix) throws IOException {
    Files.createDirectories(root);
    var links = new TreeMap<String, ObjectId>();
    var submodules = new TreeMap<String, ObjectId>();
    try (var repository = ScratchRepository.create(root, source)) {
      var index = repository.lockDirCache();
      try {
        var builder = index.builder();
        files(repository, source.id(), prefix, builder, links, submodules);
        submodules(source, user, root, prefix, submodules);
        links(repository, root, links);
        builder.commit();
      } finally {
        index.unlock();
      }
    }
    ScratchRepository.borrow(root, source);
  }

  private void files(
      Repository repository,
      ObjectId commit,
      String prefix,
      DirCacheBuilder index,
      Map<String, ObjectId> links,
      Map<String, ObjectId> submodules)
      throws IOException {
    try (var commits = new RevWalk(repository);
        var tree = new TreeWalk(repository)) {
      tree.setOperationType(OperationType.CHECKOUT_OP);
      tree.addTree(commits.parseCommit(commit).getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        Cancellation.check();
        var path = tree.getPathString();
        // The constructor refuses names such as .git and «..».
        var entry = new DirCacheEntry(path);
        entry.setFileMode(tree.getFileMode(0));
        entry.setObjectId(tree.getObjectId(0));
        if (tree.getFileMode(0) == FileMode.GITLINK) {
          submodules.put(path, tree.getObjectId(0));
        } else if (tree.getFileMode(0) == FileMode.SYMLINK) {
          links.put(path, tree.getObjectId(0));
          tracked.add(prefix + path);
        } else {
          file(repository, tree, prefix, entry);
          tracked.add(prefix + path);
        }
        index.add(entry);
      }
    }
  }

  private void file(Repository repository, TreeWalk tree, String prefix, DirCacheEntry entry)
      throws IOException {
    var file = repository.getWorkTree().toPath().resolve(tree.getPathString());
    var blob = tree.getObjectReader().open(tree.getObjectId(0), Constants.OBJ_BLOB);
    note(prefix + tree.getPathString(), tree, blob);
    var eol = new CheckoutMetadata(tree.getEolStreamType(OperationType.CHECKOUT_OP), null);
    var options = repository.getConfig().get(WorkingTreeOptions.KEY);
    Files.createDirectories(file.getParent());
    try (var out =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      DirCacheCheckout.getContent(repository, tree.getPathString(), eol, blob, options, out);
    }
    if (tree.getFileMode(0) == FileMode.EXECUTABLE_FILE) {
      makeExecutable(file);
    }
    entry.setLength(Files.size(file));
    entry.setLastModified(Files.getLastModifiedTime(file).toInstant());
  }

  /** Whoever may read it may execute it. */
  private static void makeExecutable(Path file) throws IOException {
    var permissions = Files.getPosixFilePermissions(file);
    permissions.add(PosixFilePermission.OWNER_EXECUTE);
    if (permissions.contains(PosixFilePermission.GROUP_READ)) {
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
    }
    if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    Files.setPosixFilePermissions(file, permissions);
  }

  private void note(String path, TreeWalk tree, ObjectLoader blob) throws IOException {
    var filter = tree.getAttributes().getValue(Constants.ATTR_FILTER);
    if (blob.getSize() < LARGEST_POINTER && startsLikePointer(blob.getCachedBytes())) {
      pointers.add(path);
    } else if (filter != null && !filter.equals("lfs")) {
      filtered.computeIfAbsent(filter, name -> new TreeSet<>()).add(path);
    }
  }

  private static boolean startsLikePointer(byte[] content) {
    for (var i = 0; i < LFS.length; i++) {
      if (i >= content.length || content[i] != LFS[i]) {
        return false;
      }
    }
    return true;
  }

  private void submodules(
      Commit source, SystemUser user, Path root, String prefix, Map<String, ObjectId> submodules)
      throws IOException {
    for (var each : submodules.entrySet()) {
      var path = each.getKey();
      var found = source.submodule(path, each.getValue(), user);
      if (found.commit().isPresent()) {
        write(found.commit().get(), user, root.resolve(path), prefix + path + "/");
      } else if (found.named()) {
        throw new BuildFailed(
            "Commit "
                + each.getValue().name()
                + " of the submodule "
                + prefix
                + path
                + " is not here",
            source.place().toString(),
            "Run «git submodule update --init --recursive» or «git fetch --recurse-submodules»"
                + " there, then try again.");
      } else {
        warnings.add(
            prefix + path + " is a submodule without an entry in .gitmodules: it is empty.");
      }
    }
  }

  /** Last of all, so that nothing is ever written through one. */
  private static void links(Repository repository, Path root, Map<String, ObjectId> links)
      throws IOException {
    for (var link : links.entrySet()) {
      var target = new ByteArrayOutputStream();
      repository.open(link.getValue(), Constants.OBJ_BLOB).copyTo(target);
      var at = root.resolve(link.getKey());
      Files.createDirectories(at.getParent());
      Files.createSymbolicLink(at, Path.of(target.toString(StandardCharsets.UTF_8)));
    }
  }
}
