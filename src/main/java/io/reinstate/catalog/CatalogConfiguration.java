package io.reinstate.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The catalog of the configured directory and of everything that brings applications along. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CatalogSettings.class, StateSettings.class})
class CatalogConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogConfiguration.class);

  @Bean
  Catalog catalog(
      CatalogSettings settings, StateSettings state, ObjectProvider<CatalogSource> sources) {
    var directories =
        Stream.concat(
                settings.directoryToRead().stream(),
                sources.orderedStream().map(CatalogSource::directory))
            .toList();
    var catalog = new CatalogLoader(state.directory()).load(directories);
    log(catalog, directories);
    return catalog;
  }

  private static void log(Catalog catalog, List<Path> directories) {
    var names = catalog.applications().stream().map(Application::id).toList();
    if (names.isEmpty()) {
      LOG.warn(
          "The catalog is empty. Set reinstate.catalog.directory to a directory with application"
              + " files.");
    } else {
      LOG.info("The catalog has {}, read from {}", names, directories);
    }
  }
}
