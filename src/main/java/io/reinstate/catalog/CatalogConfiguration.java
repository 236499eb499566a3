package io.reinstate.catalog;

import io.reinstate.catalog.application.Application;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
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
  CatalogDirectories catalogDirectories(
      CatalogSettings settings, ObjectProvider<CatalogSource> sources) {
    return new CatalogDirectories(
        Stream.concat(
                settings.directoryToRead().stream(),
                sources.orderedStream().map(CatalogSource::directory))
            .toList());
  }

  @Bean
  CatalogLoader catalogLoader(StateSettings state) {
    return new CatalogLoader(state.directory());
  }

  @Bean
  Catalog catalog(CatalogLoader loader, CatalogDirectories directories) {
    var catalog = loader.load(directories.paths());
    log(catalog, directories.paths());
    return catalog;
  }

  @Bean
  CatalogReload catalogReload(
      Catalog catalog,
      CatalogLoader loader,
      CatalogDirectories directories,
      ObjectProvider<RunningActs> acts,
      ObjectProvider<Clock> clock) {
    return new CatalogReload(
        catalog,
        loader,
        directories.paths(),
        () ->
            acts.stream().flatMap(each -> each.applications().stream()).collect(Collectors.toSet()),
        clock.getObject());
  }

  @Bean
  CatalogLooks catalogLooks(CatalogReload reload, CatalogSettings settings) {
    return new CatalogLooks(reload, settings.poll());
  }

  private static void log(Catalog catalog, List<Path> directories) {
    var names = catalog.applications().stream().map(Application::id).toList();
    catalog.refused().forEach(CatalogReload::tell);
    catalog.warnings().forEach(warning -> LOG.warn("{}", warning));
    if (names.isEmpty()) {
      LOG.warn(
          "The catalog is empty. Set reinstate.catalog.directory to a directory with application"
              + " files.");
    } else {
      LOG.info("The catalog has {}, read from {}", names, directories);
    }
  }
}
