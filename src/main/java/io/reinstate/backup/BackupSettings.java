package io.reinstate.backup;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Copies of Reinstate's own database.
 *
 * @param directory where they are; made absolute, created when needed
 * @param keep how many the daily backup keeps; 0 switches the daily backup off
 */
@ConfigurationProperties("reinstate.backup")
public record BackupSettings(Path directory, int keep) {

  public BackupSettings {
    if (directory == null) {
      throw new IllegalArgumentException("reinstate.backup.directory is not set");
    }
    if (keep < 0) {
      throw new IllegalArgumentException("reinstate.backup.keep is less than 0");
    }
    directory = directory.toAbsolutePath().normalize();
  }
}
