package io.reinstate.snapshot;

import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the exchanges of a home directory are: beside it in {@code .<name>.reinstate/}, or inside
 * it in {@code .reinstate/} where a rename from beside would not do.
 *
 * @param home the home directory as the catalog names it
 */
record WorkAreas(Path home) {

  /** The area of that key, which need not exist yet. */
  WorkArea of(String key) throws IOException {
    for (var root : List.of(beside(), inside())) {
      if (Files.isDirectory(root.resolve(key), LinkOption.NOFOLLOW_LINKS)) {
        return new WorkArea(root.resolve(key));
      }
    }
    return new WorkArea((canBeBeside() ? beside() : inside()).resolve(key));
  }

  /** All areas there are. */
  List<WorkArea> all() throws IOException {
    var found = new ArrayList<WorkArea>();
    for (var root : List.of(beside(), inside())) {
      if (Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
        try (var areas = Files.newDirectoryStream(root, WorkAreas::isArea)) {
          areas.forEach(path -> found.add(new WorkArea(path)));
        }
      }
    }
    return found;
  }

  /** Forgets exchanges that were finished before that time. */
  void forget(Instant before) throws IOException {
    for (var area : all()) {
      var journal = area.journal();
      if (journal.filter(each -> each.state().isFinished()).isPresent()
          && journal.get().changed().isBefore(before)) {
        Durable.delete(area.path());
      }
    }
  }

  private boolean canBeBeside() throws IOException {
    var parent = beside().getParent();
    var writable = Files.isWritable(Files.exists(beside()) ? beside() : parent);
    return writable && device(parent) == device(home);
  }

  private static long device(Path path) throws IOException {
    return (Long) Files.getAttribute(path, "unix:dev");
  }

  private Path beside() {
    var absolute = home.toAbsolutePath().normalize();
    return absolute.resolveSibling("." + name(absolute) + ".reinstate");
  }

  private Path inside() {
    return home.resolve(LiveTree.WORK);
  }

  /** Other things of an application may lie there too: locks, pid files. */
  private static boolean isArea(Path path) {
    return StepKey.valid(name(path)) && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
