package io.reinstate.backup;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.storage.PrivatePlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Where Reinstate keeps its database, backups, snapshots and all that is under way. They are closed
 * to everybody else at each start, before anything is written there.
 */
final class OwnDirectories {

  private static final List<String> CLOSED =
      List.of(
          "reinstate.backup.directory",
          "reinstate.snapshots.directory",
          "reinstate.state.directory");

  /** Builds run there as users of applications, where Reinstate is root. */
  private static final List<String> PASSED =
      List.of("reinstate.data", "reinstate.releases.directory");

  private static final boolean ROOT = SystemUser.weAreRoot();

  private final Binder settings;

  OwnDirectories(Binder settings) {
    this.settings = settings;
  }

  void close() {
    try {
      for (var property : PASSED) {
        var directory = directory(property);
        if (directory.isPresent() && ROOT) {
          PrivatePlaces.closeButForPassing(directory.get());
        } else if (directory.isPresent()) {
          PrivatePlaces.close(directory.get());
        }
      }
      for (var property : CLOSED) {
        var directory = directory(property);
        if (directory.isPresent()) {
          PrivatePlaces.close(directory.get());
        }
      }
      var database =
          settings
              .bindOrCreate("spring.datasource", DatabaseSettings.class)
              .file()
              .map(Path::getParent);
      if (database.isPresent()) {
        PrivatePlaces.close(database.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The directories of Reinstate cannot be created, or closed to others. They must belong to the"
              + " user that it runs as: "
              + e.getMessage(),
          e);
    }
  }

  private Optional<Path> directory(String property) {
    return settings.bind(property, Path.class).map(Optional::of).orElse(Optional.empty());
  }
}
