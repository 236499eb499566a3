package io.reinstate.catalog;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Reinstate keeps what is under way.
 *
 * @param directory holds one directory per application, which its owner alone can enter; made
 *     absolute, created when needed, and shared by all nodes
 */
@ConfigurationProperties("reinstate.state")
record StateSettings(Path directory) {

  StateSettings {
    if (directory == null) {
      throw new IllegalArgumentException("reinstate.state.directory is not set");
    }
    directory = directory.toAbsolutePath().normalize();
  }
}
