package io.reinstate.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the catalog is.
 *
 * @param directory the directory of application files; must exist when it is set. Unset, it is
 *     {@code catalog} in the working directory, which may be absent.
 * @param poll how long from one look at the files to the next; zero for none
 */
@ConfigurationProperties("reinstate.catalog")
record CatalogSettings(Path directory, @DefaultValue("2s") Duration poll) {

  private static final Path DEFAULT = Path.of("catalog");

  Optional<Path> directoryToRead() {
    return directory == null
        ? Optional.of(DEFAULT).filter(Files::isDirectory)
        : Optional.of(directory);
  }
}
