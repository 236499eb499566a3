package io.reinstate.backup;

import io.reinstate.ReinstateException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Backs the H2 database up when the newest copy is a day old, so that restarts neither skip a day
 * nor add copies.
 */
@Component
final class DailyBackup {

  private static final Logger LOG = LoggerFactory.getLogger(DailyBackup.class);
  private static final Duration DAY = Duration.ofDays(1);

  private final DatabaseSettings database;
  private final BackupSettings settings;
  private final Backups backups;

  DailyBackup(DatabaseSettings database, BackupSettings settings, Backups backups) {
    this.database = database;
    this.settings = settings;
    this.backups = backups;
  }

  @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void runWhenDue() {
    if (settings.keep() == 0 || database.file().isEmpty()) {
      return;
    }
    try {
      if (backups.age().filter(age -> age.compareTo(DAY) < 0).isEmpty()) {
        var backup = backups.take();
        backups.keep(settings.keep());
        LOG.info("Backed the database up to {} ({} bytes)", backup.file(), backup.size());
      }
    } catch (ReinstateException e) {
      LOG.warn("The daily backup failed; trying again in ten minutes. {}", e.getMessage());
    }
  }
}
