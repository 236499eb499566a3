package io.reinstate.release;

import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * Who owns the head, its log and the index of a repository. Git replaces these files rather than
 * writing to them, so where root does it, they would be root's afterwards, and their owner could
 * not commit any more.
 */
final class GitOwners {

  private static final String OWNER = "unix:uid,gid";

  private final Path gitDirectory;
  private final List<Path> files;

  GitOwners(Repository repository) {
    gitDirectory = repository.getDirectory().toPath();
    files =
        List.of(
            gitDirectory.resolve(Constants.HEAD),
            gitDirectory.resolve(Constants.LOGS).resolve(Constants.HEAD),
            repository.getIndexFile().toPath());
  }

  /** What replaces these files. */
  interface Change {
    void run() throws IOException;
  }

  /**
   * Makes a change, and gives the files back to whoever owned them. One that was ours, such as what
   * a killed run left, or was not there, goes to the owner of the git directory.
   */
  void around(Change change) throws IOException {
    if (!SystemUser.weAreRoot()) {
      change.run();
      return;
    }
    var before = new LinkedHashMap<Path, Map<String, Object>>();
    for (var file : files) {
      before.put(file, owner(file));
    }
    change.run();
    for (var file : files) {
      giveBack(file, before.get(file));
    }
  }

  private void giveBack(Path file, Map<String, Object> before) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var now = owner(file);
    var wanted = isOurs(before) ? owner(gitDirectory) : before;
    if (isOurs(now) && !isOurs(wanted)) {
      Files.setAttribute(file, "unix:gid", wanted.get("gid"), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(file, "unix:uid", wanted.get("uid"), LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static boolean isOurs(Map<String, Object> owner) {
    return owner.isEmpty() || owner.get("uid").equals(0);
  }

  private static Map<String, Object> owner(Path file) throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Files.readAttributes(file, OWNER, LinkOption.NOFOLLOW_LINKS)
        : Map.of();
  }
}
