package io.reinstate.release;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where releases are built.
 *
 * @param directory holds a directory per application with the trees that are being built and the
 *     logs of the builds; made absolute, created when needed. Never inside a home directory
 * @param fetchTimeout how long a remote may be silent, and a fifth of how long a whole fetch may
 *     take; whole seconds
 */
@ConfigurationProperties("reinstate.releases")
public record ReleaseSettings(Path directory, Duration fetchTimeout) {

  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

  public ReleaseSettings {
    if (directory == null) {
      throw new IllegalArgumentException("reinstate.releases.directory is not set");
    }
    directory = directory.toAbsolutePath().normalize();
    fetchTimeout = fetchTimeout == null ? USUAL_TIMEOUT : fetchTimeout;
    if (fetchTimeout.toSeconds() < 1) {
      throw new IllegalArgumentException("reinstate.releases.fetch-timeout is less than 1s");
    }
  }
}
