package io.reinstate.storage;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.FilesAs;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reaches files by name, where a library opens them: with the rights of whoever can change what the
 * names lead to. Who swaps a directory for a link gains nothing by it then.
 *
 * <p>Nothing changes where Reinstate is not root, or the application's user is.
 */
public final class ByName {

  private static final int MOST_LINKS = 40;
  private static final long ROOT = 0;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;

  private final Set<Long> owners = new TreeSet<>();
  private boolean shared;

  private ByName() {}

  /** Does the work with the rights for a directory. */
  public static <T, E extends Exception> T call(
      SystemUser user, Path directory, FilesAs.Work<T, E> work) throws E {
    return FilesAs.call(rights(user, directory), work);
  }

  /** The same, without an answer. */
  public static <E extends Exception> void run(SystemUser user, Path directory, FilesAs.Act<E> act)
      throws E {
    FilesAs.run(rights(user, directory), act);
  }

  /**
   * Our own, where nobody but root can change the way to a directory; those of the one who can; and
   * where several can, those of the application's user.
   *
   * @param directory need not be there
   */
  public static SystemUser rights(SystemUser user, Path directory) {
    return rights(user, names -> names.to(directory));
  }

  /** The same, where all that is below counts, too. */
  public static SystemUser rightsBelow(SystemUser user, Path directory) {
    return rights(
        user,
        names -> {
          names.to(directory);
          if (names.areOurs()) {
            names.below(directory);
          }
        });
  }

  private interface Look {
    void at(ByName names) throws IOException;
  }

  private static SystemUser rights(SystemUser user, Look look) {
    if (user.isRoot() || !SystemUser.weAreRoot()) {
      return user;
    }
    var names = new ByName();
    try {
      look.at(names);
    } catch (FileSystemException e) {
      // It ends there. Only who was found already can have seen to that.
      return names.rights(user);
    } catch (IOException e) {
      return user;
    }
    return names.rights(user);
  }

  private boolean areOurs() {
    return owners.isEmpty() && !shared;
  }

  private SystemUser rights(SystemUser user) {
    if (areOurs()) {
      return SystemUser.own();
    }
    return shared || owners.size() > 1 || owners.contains(user.uid())
        ? user
        : SystemUser.of(owners.iterator().next().toString()).orElse(user);
  }

  /** Each name is looked at while it cannot change, or after its owner was found. */
  private void to(Path directory) throws IOException {
    var names = new ArrayDeque<Path>();
    directory.toAbsolutePath().forEach(names::add);
    var at = Path.of("/");
    for (var links = 0; !names.isEmpty(); ) {
      var next = at.resolve(names.pop()).normalize();
      var found = look(next);
      if (!Boolean.TRUE.equals(found.get("isSymbolicLink"))) {
        at = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new FileSystemException(directory.toString(), null, "too many links lead there");
      }
      var target = Files.readSymbolicLink(next);
      for (var i = target.getNameCount() - 1; i >= 0; i--) {
        names.push(target.getName(i));
      }
      at = target.isAbsolute() ? Path.of("/") : next.getParent();
    }
  }

  private void below(Path directory) throws IOException {
    Files.walkFileTree(
        directory.toRealPath(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            look(each);
            return areOurs() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isSymbolicLink()) {
              to(each);
            } else {
              owner(look(each));
            }
            return areOurs() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }
        });
  }

  /** Whose a directory or a link is, and who may change the names in it. */
  private Map<String, Object> look(Path path) throws IOException {
    var found =
        Files.readAttributes(
            path, "unix:uid,gid,mode,isDirectory,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
    if (Boolean.TRUE.equals(found.get("isDirectory"))) {
      owner(found);
      shared |= isShared(found);
    } else if (Boolean.TRUE.equals(found.get("isSymbolicLink"))) {
      owner(found);
    }
    return found;
  }

  private void owner(Map<String, Object> found) {
    var owner = Integer.toUnsignedLong((int) found.get("uid"));
    if (owner != ROOT) {
      owners.add(owner);
    }
  }

  /** A group of the same number as the owner has nobody else in it; nor has root's. */
  private static boolean isShared(Map<String, Object> found) {
    var mode = (int) found.get("mode");
    var group = (int) found.get("gid");
    var others = group != ROOT && group != (int) found.get("uid");
    return (mode & STICKY) == 0
        && ((mode & OTHERS_WRITE) != 0 || others && (mode & GROUP_WRITES) != 0);
  }
}
