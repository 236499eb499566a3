package io.reinstate.web.api;

import io.reinstate.backup.Backup;
import io.reinstate.backup.Backups;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Copies Reinstate's own database, for administrators. */
@RestController
@RequestMapping("/api/backup")
class BackupApi {

  private final Backups backups;

  BackupApi(Backups backups) {
    this.backups = backups;
  }

  @PostMapping
  @Operation(summary = "Backs the H2 database up while everything runs; for administrators")
  BackupView take() {
    return BackupView.of(backups.take());
  }

  /**
   * A copy that was made.
   *
   * @param file its name in the directory of backups
   * @param size bytes
   */
  record BackupView(String file, long size, Duration duration) {

    static BackupView of(Backup backup) {
      return new BackupView(
          backup.file().getFileName().toString(),
          backup.size(),
          backup.duration().truncatedTo(ChronoUnit.MILLIS));
    }
  }
}
