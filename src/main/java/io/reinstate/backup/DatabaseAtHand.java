package io.reinstate.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Opens the database once before anything else is made, so that what is wrong with it is said in
 * one place, at once, and by nobody else. H2 takes an empty file for a new database, and may open
 * one that was cut short as it was before its tables were made; here both are damaged.
 */
final class DatabaseAtHand implements BeanFactoryPostProcessor {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseAtHand.class);

  private final Environment environment;

  DatabaseAtHand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    var settings = Binder.get(environment);
    new OwnDirectories(settings).close();
    var database = settings.bindOrCreate("spring.datasource", DatabaseSettings.class);
    if (database.file().isEmpty() && !database.isPostgresql()) {
      return;
    }
    var newest =
        settings
            .bind("reinstate.backup.directory", Path.class)
            .map(directory -> Backups.in(directory).stream().findFirst())
            .orElseGet(Optional::empty);
    database.file().ifPresent(file -> look(file, database, newest));
    var mustHaveTables = database.file().filter(Files::exists).filter(FirstUse::isOver);
    try (var connection = database.connect()) {
      if (mustHaveTables.isPresent() && !hasRecord(connection)) {
        throw DatabaseUnusable.damaged(database, newest, null);
      }
    } catch (SQLException e) {
      throw DatabaseUnusable.because(e, database, newest)
          .orElseThrow(() -> new DatabaseNotOpened(database, e));
    }
  }

  private static boolean hasRecord(Connection connection) throws SQLException {
    try (var tables = connection.getMetaData().getTables(null, null, "REINSTATE_ROLLBACK", null)) {
      return tables.next();
    }
  }

  private static void look(Path file, DatabaseSettings database, Optional<Path> newest) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) == 0) {
        throw DatabaseUnusable.damaged(database, newest, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Files.exists(file) && newest.isPresent()) {
      LOG.warn(
          "There is no database at {}, so an empty one is made. If it got lost, stop, and restore"
              + " the newest backup: java -jar reinstate.jar restore-database {}",
          file,
          newest.get());
    }
  }
}
