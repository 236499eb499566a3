package io.reinstate.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files below a directory, whoever owns them: no link is followed on the way to any of them.
 * Holds the directories on the way to the path that was asked for last, so that the next ones in
 * the same directory are near. For one thread at a time.
 */
public final class HeldTree implements Closeable {

  private final List<HeldDirectory> held = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  private HeldTree(HeldDirectory root) {
    held.add(root);
  }

  /**
   * Links on the way to the directory are followed where root or our user made them; it is none
   * itself, whoever made it: what is changed is what was named.
   */
  public static HeldTree of(Path directory) throws IOException {
    var absolute = directory.toAbsolutePath().normalize();
    if (absolute.getParent() == null) {
      return new HeldTree(HeldDirectory.open(absolute));
    }
    try (var around = HeldDirectory.open(absolute.getParent())) {
      return new HeldTree(unlinked(around, absolute));
    }
  }

  private static HeldDirectory unlinked(HeldDirectory around, Path directory) throws IOException {
    var name = directory.getFileName().toString();
    try {
      return around.directory(name);
    } catch (NotDirectoryException e) {
      throw Files.isSymbolicLink(around.name(name))
          ? new FileSystemException(
              directory.toString(),
              null,
              directory + " is a link, and nothing is read or written through one")
          : e;
    }
  }

  /** The directory all paths start from. */
  public HeldDirectory root() {
    return held.get(0);
  }

  /**
   * A directory, held until another one is asked for.
   *
   * @param path names separated by {@code /}; empty for the root
   * @throws NoSuchFileException when it is not there
   * @throws NotDirectoryException when it, or something on the way, is no directory but a link, say
   */
  public HeldDirectory directory(String path) throws IOException {
    var wanted = path.isEmpty() ? List.<String>of() : List.of(path.split("/", -1));
    var common = 0;
    while (common < Math.min(wanted.size(), names.size())
        && wanted.get(common).equals(names.get(common))) {
      common++;
    }
    letGo(common);
    for (var name : wanted.subList(common, wanted.size())) {
      held.add(held.get(held.size() - 1).directory(name));
      names.add(name);
    }
    return held.get(held.size() - 1);
  }

  /** What is at a path, to be used before another one is asked for. */
  public Path at(String path) throws IOException {
    return path.isEmpty() ? root().path() : directory(parent(path)).name(name(path));
  }

  /** The same; empty when the way there is not all directories. */
  public Optional<Path> find(String path) throws IOException {
    try {
      return Optional.of(at(path));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  /** The file at a path, or the link. */
  public HeldFile file(String path) throws IOException {
    return directory(parent(path)).file(name(path));
  }

  /**
   * Opens a regular file for reading.
   *
   * @throws java.nio.file.FileSystemException when it is something else
   */
  public InputStream read(String path) throws IOException {
    try (var file = file(path)) {
      return file.read();
    }
  }

  /** The same tree, for another thread. */
  public HeldTree again() throws IOException {
    return new HeldTree(root().again());
  }

  /** Looks anew at all directories the next time. */
  public void forget() throws IOException {
    letGo(0);
  }

  private void letGo(int kept) throws IOException {
    while (names.size() > kept) {
      names.remove(names.size() - 1);
      held.remove(held.size() - 1).close();
    }
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void close() throws IOException {
    letGo(0);
    root().close();
  }
}
