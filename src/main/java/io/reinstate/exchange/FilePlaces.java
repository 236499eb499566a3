package io.reinstate.exchange;

import com.sun.security.auth.module.UnixSystem;
import io.reinstate.storage.HeldDirectory;
import io.reinstate.tree.LiveTree;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where the files of exchanges are: beside the home directory in {@code .<name>.reinstate/}, or
 * inside it in {@code .reinstate/} where a rename from beside would not do. Others may write there:
 * so a directory is used only while it is Reinstate's user's alone and has the number it had when
 * it was made. The number of the file system is not noted: it is another on another node, or after
 * a restart of the machine.
 *
 * @param home the home directory as the catalog names it
 */
record FilePlaces(Path home) {

  private static final long USER = new UnixSystem().getUid();
  private static final int OTHERS = 0077;

  /**
   * Which directory was made.
   *
   * @param inode its number on the file system of the home directory
   */
  record Place(boolean inside, long inode) {}

  /**
   * Makes the directory of that key.
   *
   * @throws ExchangeFailed when something is in its place that Reinstate did not make
   */
  Place create(String key) throws IOException {
    var inside = !canBeBeside();
    var root = root(inside);
    make(root);
    try (var held = own(root)) {
      var place = held.name(key);
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !isOurBeginning(place)) {
        throw foreign(root.resolve(key));
      }
      // An empty one is what a crash left before it was noted.
      Files.deleteIfExists(place);
      make(place);
      held.sync();
      try (var made = held.directory(key)) {
        return new Place(inside, inode(made));
      }
    }
  }

  private static void make(Path directory) throws IOException {
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // Looked at when it is opened.
      return;
    }
  }

  /**
   * Opens the directory of that key.
   *
   * @throws ExchangeFailed when it is not the one that was made
   */
  HeldDirectory open(String key, Place place) throws IOException {
    try (var root = own(root(place.inside()))) {
      var found = requireOwn(root.directory(key));
      if (inode(found) != place.inode() || device(found.path()) != device(home)) {
        found.close();
        throw foreign(found.shown());
      }
      return found;
    } catch (NotDirectoryException e) {
      throw foreign(Path.of(e.getFile()));
    }
  }

  /** Deletes that directory; no error when it is gone already. */
  void delete(String key, Place place) throws IOException {
    try (var found = open(key, place);
        var root = own(root(place.inside()))) {
      for (var name : found.names()) {
        found.delete(name.toString());
      }
      Files.deleteIfExists(root.name(key));
      root.sync();
    } catch (NoSuchFileException e) {
      return;
    }
  }

  /** What is there and not noted: others may put anything there, and nobody looks into it. */
  List<Path> foreign(Predicate<String> noted) throws IOException {
    var foreign = new ArrayList<Path>();
    for (var root : List.of(root(false), root(true))) {
      if (Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
        try (var found = Files.newDirectoryStream(root)) {
          for (var each : found) {
            if (!noted.test(String.valueOf(each.getFileName())) && !isOurBeginning(each)) {
              foreign.add(each);
            }
          }
        }
      }
    }
    return foreign;
  }

  private static boolean isOurBeginning(Path path) throws IOException {
    try {
      var found =
          Files.readAttributes(path, "unix:isDirectory,uid,mode", LinkOption.NOFOLLOW_LINKS);
      if (!Boolean.TRUE.equals(found.get("isDirectory"))
          || ((Integer) found.get("uid")).longValue() != USER) {
        return false;
      }
      try (var content = Files.newDirectoryStream(path)) {
        return !content.iterator().hasNext();
      }
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private static HeldDirectory own(Path root) throws IOException {
    try (var parent = HeldDirectory.open(root.getParent())) {
      return requireOwn(parent.directory(String.valueOf(root.getFileName())));
    } catch (NotDirectoryException e) {
      throw foreign(root);
    }
  }

  private static HeldDirectory requireOwn(HeldDirectory held) throws IOException {
    var found = Files.readAttributes(held.path(), "unix:uid,mode");
    if (((Integer) found.get("uid")).longValue() != USER
        || ((Integer) found.get("mode") & OTHERS) != 0) {
      held.close();
      throw foreign(held.shown());
    }
    return held;
  }

  private static ExchangeFailed foreign(Path path) {
    return new ExchangeFailed(
        "A work area that Reinstate did not make, or made before its version kept notes elsewhere",
        path.toString(),
        "Nothing in it is believed or deleted. Find out who made it, and move it away, then try"
            + " again.");
  }

  private static long inode(HeldDirectory held) throws IOException {
    return (Long) Files.getAttribute(held.path(), "unix:ino");
  }

  private boolean canBeBeside() throws IOException {
    var beside = root(false);
    var writable = Files.isWritable(Files.exists(beside) ? beside : beside.getParent());
    return writable && device(beside.getParent()) == device(home);
  }

  private static long device(Path path) throws IOException {
    return (Long) Files.getAttribute(path, "unix:dev");
  }

  private Path root(boolean inside) {
    var absolute = home.toAbsolutePath().normalize();
    return inside
        ? absolute.resolve(LiveTree.WORK)
        : absolute.resolveSibling("." + absolute.getFileName() + ".reinstate");
  }
}
