package io.reinstate.database;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.database.sqlite.SqliteFile;
import io.reinstate.database.sqlite.SqliteNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Which files are databases: only a dump of them is a copy, and only a restore replaces them. */
public final class DatabaseFiles {

  private DatabaseFiles() {}

  /**
   * The files of every SQLite database of the application, there or not, and those SQLite keeps
   * beside them; the directories in which restores of them work, with all that is below. Absolute
   * paths, under the name in the catalog and, where links lead elsewhere, under the real one too.
   */
  public static Set<Path> of(Application application) {
    var found = new LinkedHashSet<Path>();
    for (var database : application.databases().values()) {
      if (database.server() instanceof DatabaseServer.Sqlite sqlite) {
        var file = sqlite.file().toAbsolutePath().normalize();
        all(new SqliteFile(file)).forEach(found::add);
        all(new SqliteFile(real(file))).forEach(found::add);
      }
    }
    return found;
  }

  private static Stream<Path> all(SqliteFile file) {
    return Stream.concat(Stream.of(file.path(), SqliteNames.work(file.path())), file.sides());
  }

  private static Path real(Path file) {
    try {
      return Files.exists(file)
          ? file.toRealPath()
          : file.getParent().toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      return file;
    }
  }
}
