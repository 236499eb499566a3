package io.reinstate.exchange;

import io.reinstate.exchange.SwapPlan.Step;
import io.reinstate.exchange.SwapPlan.Touched;
import io.reinstate.host.Cancellation;
import io.reinstate.storage.Durable;
import io.reinstate.tree.FileAttributes;
import io.reinstate.tree.FileState;
import io.reinstate.tree.FileType;
import io.reinstate.tree.LiveTree;
import io.reinstate.tree.PathRules;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Carries out the steps of an exchange, forward or backward. How far it is shows in the file system
 * alone: a staged file that is gone has come in, a file in the undo area has gone out, or goes with
 * the next rename. So either direction can start from wherever a crash left the other.
 *
 * <p>A file that replaces another one does so by one rename, so that whoever reads it meanwhile
 * finds the one or the other.
 */
final class Swap implements Closeable {

  private final LiveTree tree;
  private final WorkArea area;
  private final SwapPlan changes;
  private final Checkpoint checkpoint;

  Swap(LiveTree tree, WorkArea area, SwapPlan changes, Checkpoint checkpoint) {
    this.tree = tree;
    this.area = area;
    this.changes = changes;
    this.checkpoint = checkpoint;
  }

  void forward() throws IOException {
    for (var i = 0; i < changes.steps().size(); i++) {
      Cancellation.check();
      forward(i, changes.steps().get(i));
    }
    settle(Touched::after);
  }

  private void forward(int step, Step what) throws IOException {
    var path = what.path();
    switch (what.action()) {
      case REMOVE -> takeOut(step, path, false);
      case REMOVE_DIRECTORY -> removeDirectory(path);
      case CREATE_DIRECTORY -> createDirectory(path);
      case PUT -> {
        if (present(area.staged(step))) {
          takeOut(step, path, true);
          bringIn(step, path);
        }
      }
    }
  }

  void backward() throws IOException {
    for (var i = changes.steps().size() - 1; i >= 0; i--) {
      Cancellation.check();
      backward(i, changes.steps().get(i));
    }
    settle(Touched::before);
  }

  private void backward(int step, Step what) throws IOException {
    var path = what.path();
    switch (what.action()) {
      case REMOVE -> bringBack(step, path);
      case REMOVE_DIRECTORY -> {
        if (type(path).filter(FileType::isLeaf).isPresent()) {
          move(tree.at(path), area.aside(step));
        }
        createDirectory(path);
      }
      case CREATE_DIRECTORY -> removeDirectory(path);
      case PUT -> {
        if (!present(area.staged(step)) && type(path).filter(FileType::isLeaf).isPresent()) {
          leave(path, area.staged(step), present(area.undo(step)));
        }
        bringBack(step, path);
      }
    }
  }

  private void takeOut(int step, String path, boolean replaced) throws IOException {
    if (!present(area.undo(step)) && type(path).filter(FileType::isLeaf).isPresent()) {
      leave(path, area.undo(step), replaced);
    }
  }

  /**
   * Gives a live file a place among those that are out.
   *
   * @param replaced whether another one comes, which takes its live name from it then
   */
  private void leave(String path, Path out, boolean replaced) throws IOException {
    var live = tree.at(path);
    if (!replaced || !type(path).filter(FileType::isLeaf).isPresent()) {
      move(live, out);
      return;
    }
    try {
      // Of a symbolic link, too, it is a second name: link(2) does not follow it.
      Files.createLink(out, live);
      checkpoint.passed();
    } catch (FileSystemException | UnsupportedOperationException e) {
      // No second names here, or not for files of others: it is away for a moment.
      move(live, out);
    }
  }

  private void bringIn(int step, String path) throws IOException {
    var type = type(path);
    if (type.isPresent() && !type.get().isLeaf()) {
      throw inTheWay(path);
    }
    makeWay(path);
    replace(area.staged(step), tree.at(path));
  }

  private void bringBack(int step, String path) throws IOException {
    if (!present(area.undo(step))) {
      return;
    }
    if (type(path).isPresent() && !isOneOf(step, tree.at(path))) {
      move(tree.at(path), area.aside(step));
      tree.held().forget();
    }
    makeWay(path);
    replace(area.undo(step), tree.at(path));
  }

  private boolean isOneOf(int step, Path live) throws IOException {
    return same(live, area.undo(step)) || same(live, area.staged(step));
  }

  /** A rename of one name of a file to another one of it would leave both. */
  private void replace(Path from, Path live) throws IOException {
    if (same(from, live)) {
      Files.delete(from);
      checkpoint.passed();
    } else {
      move(from, live);
    }
  }

  /** A directory that holds something by now stays: it is somebody else's. */
  private void removeDirectory(String path) throws IOException {
    if (type(path).filter(FileType.DIRECTORY::equals).isPresent()) {
      try {
        Files.delete(tree.at(path));
        tree.held().forget();
        checkpoint.passed();
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  private void createDirectory(String path) throws IOException {
    makeWay(path);
    var type = type(path);
    if (type.isEmpty()) {
      Files.createDirectory(tree.at(path));
      checkpoint.passed();
    } else if (type.get() != FileType.DIRECTORY) {
      throw inTheWay(path);
    }
  }

  /** Makes sure that the directories above a path are directories, and not links to some. */
  private void makeWay(String path) throws IOException {
    for (var parent : PathRules.parents(path)) {
      var type = type(parent);
      if (type.isEmpty()) {
        Files.createDirectory(tree.at(parent));
        checkpoint.passed();
      } else if (type.get() != FileType.DIRECTORY) {
        throw inTheWay(parent);
      }
    }
  }

  /** Gives the directories their attributes, the innermost first, and forces them to the disk. */
  private void settle(Function<Touched, Optional<FileAttributes>> wanted) throws IOException {
    for (var i = changes.directories().size() - 1; i >= 0; i--) {
      var touched = changes.directories().get(i);
      var live = tree.directory(touched.path());
      if (live.isPresent()) {
        tree.held().directory(touched.path()).sync();
        settle(live.get(), wanted.apply(touched));
      }
    }
    for (var directory : List.of(area.staging(), area.undoing(), area.asides())) {
      Durable.sync(directory);
    }
  }

  private void settle(FileState live, Optional<FileAttributes> wanted) throws IOException {
    if (wanted.isPresent()) {
      var directory = tree.held().directory(live.path()).path();
      wanted.get().applyTo(directory, live.attributes());
      checkpoint.passed();
    }
  }

  private void move(Path from, Path to) throws IOException {
    Durable.rename(from, to);
    checkpoint.passed();
  }

  private Optional<FileType> type(String path) throws IOException {
    return tree.type(path);
  }

  /** Whether both are names of one file, links not followed. */
  private static boolean same(Path one, Path other) throws IOException {
    return present(one) && present(other) && key(one).equals(key(other));
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private static boolean present(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void close() throws IOException {
    tree.close();
  }

  private FileSystemException inTheWay(String path) {
    var where = tree.resolve(path).toString();
    return new FileSystemException(where, null, where + " became something else meanwhile");
  }
}
