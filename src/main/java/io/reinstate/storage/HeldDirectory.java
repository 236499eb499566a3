package io.reinstate.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A directory that is held open: its names lead to what is in it, whatever else somebody puts in
 * its place meanwhile. {@link #path} and {@link #name} can be used with {@link Files} until it is
 * closed; those that follow links at the last name need a {@link HeldFile}.
 *
 * <p>See {@code proc_pid_fd(5)}: {@code /proc/self/fd/<n>} is the very directory that is open.
 */
public final class HeldDirectory implements Closeable {

  private static final Set<String> NO_NAMES = Set.of("", ".", "..");

  private final int descriptor;
  private final Path shown;
  private boolean closed;

  private HeldDirectory(int descriptor, Path shown) {
    this.descriptor = descriptor;
    this.shown = shown;
  }

  /**
   * Opens a directory name by name. A link on the way is followed only where root or Reinstate's
   * user made it: whoever owns an application's files cannot lead us elsewhere.
   */
  public static HeldDirectory open(Path directory) throws IOException {
    return Way.to(directory);
  }

  /** Opens the same directory once more. */
  public HeldDirectory again() throws IOException {
    return new HeldDirectory(Descriptors.directory(descriptor, ".", shown.toString()), shown);
  }

  /** Opens the root of all. */
  static HeldDirectory root() throws IOException {
    return new HeldDirectory(Descriptors.directory(Descriptors.HERE, "/", "/"), Path.of("/"));
  }

  /**
   * Opens a directory in it.
   *
   * @throws java.nio.file.NotDirectoryException when it is something else, a link included
   */
  public HeldDirectory directory(String name) throws IOException {
    var inside = shown.resolve(plain(name));
    return new HeldDirectory(Descriptors.directory(descriptor, name, inside.toString()), inside);
  }

  /** Holds a file in it, of whatever kind, or the link itself. */
  public HeldFile file(String name) throws IOException {
    var inside = shown.resolve(plain(name));
    return new HeldFile(Descriptors.anything(descriptor, name, inside.toString()), inside);
  }

  /** This directory. */
  public Path path() {
    return Path.of("/proc/self/fd/" + descriptor + "/.");
  }

  /** What has that name in it. */
  public Path name(String name) {
    return Path.of("/proc/self/fd/" + descriptor, plain(name));
  }

  /** What it was called when it was opened: to be told, not to be used. */
  public Path shown() {
    return shown;
  }

  /**
   * The names in it, in no order.
   *
   * @throws AccessDeniedException when we have no right to, with what it was called
   */
  public List<Path> names() throws IOException {
    var found = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(path())) {
      entries.forEach(entry -> found.add(entry.getFileName()));
    } catch (AccessDeniedException e) {
      throw new AccessDeniedException(shown.toString());
    }
    return found;
  }

  /** Whether a name in it is that of a directory. */
  public boolean holdsDirectory(String name) {
    return Files.isDirectory(name(name), LinkOption.NOFOLLOW_LINKS);
  }

  /** Deletes a name in it, with all that is below. */
  public void delete(String name) throws IOException {
    if (holdsDirectory(name)) {
      try (var inside = directory(name)) {
        for (var each : inside.names()) {
          inside.delete(each.toString());
        }
      } catch (NoSuchFileException e) {
        // Somebody else deletes it, too.
        return;
      }
    }
    Files.deleteIfExists(name(name));
  }

  /** Forces its names to the disk. */
  public void sync() throws IOException {
    Durable.sync(path());
  }

  private static String plain(String name) {
    if (NO_NAMES.contains(name) || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("«" + name + "» is not the name of a file");
    }
    return name;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      Descriptors.release(descriptor);
    }
  }
}
