package io.reinstate.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Opens the database once before anything else is made, so that what is wrong with it is said in
 * one place, at once, and by nobody else. H2 takes an empty file for a new database; here it is a
 * damaged one.
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
    var database = settings.bindOrCreate("spring.datasource", DatabaseSettings.class);
    if (database.file().isEmpty() && !database.isPostgresql()) {
      return;
    }
    var directory = settings.bind("reinstate.backup.directory", Path.class);
    var backups =
        new Backups(
            database,
            new BackupSettings(directory.orElseGet(() -> Path.of("data/backups")), 0),
            Clock.systemUTC());
    database.file().ifPresent(file -> look(file, database, backups));
    try (var connection = database.connect()) {
      LOG.debug("Opened {} as {}", database, connection.getMetaData().getUserName());
    } catch (SQLException e) {
      throw DatabaseUnusable.because(e, database, backups.newest())
          .orElseThrow(() -> new DatabaseNotOpened(database, e));
    }
  }

  private static void look(Path file, DatabaseSettings database, Backups backups) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) == 0) {
        throw DatabaseUnusable.damaged(database, backups.newest(), null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Files.exists(file) && backups.newest().isPresent()) {
      LOG.warn(
          "There is no database at {}, so an empty one is made. If it got lost, stop, and restore"
              + " the newest backup: java -jar reinstate.jar restore-database {}",
          file,
          backups.newest().get());
    }
  }
}
