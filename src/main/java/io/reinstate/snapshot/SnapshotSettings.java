package io.reinstate.snapshot;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where snapshots are kept.
 *
 * @param directory holds one directory per application; made absolute, created when needed
 */
@ConfigurationProperties("reinstate.snapshots")
public record SnapshotSettings(Path directory) {

  public SnapshotSettings {
    if (directory == null) {
      throw new IllegalArgumentException("reinstate.snapshots.directory is not set");
    }
    directory = directory.toAbsolutePath().normalize();
  }
}
