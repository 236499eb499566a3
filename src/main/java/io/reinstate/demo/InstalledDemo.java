package io.reinstate.demo;

import io.reinstate.catalog.CatalogSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The demo shop without a server: known when it is there, never installed. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnNotWebApplication
@ConditionalOnProperty("reinstate.demo.enabled")
@Conditional(InstalledDemo.IsThere.class)
class InstalledDemo {

  @Bean
  CatalogSource installedDemoCatalog(DemoSettings settings) {
    return new ShopInstaller(settings.directory(), settings.shopPort())::catalog;
  }

  /** Whether a server installed it earlier. */
  static final class IsThere implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      var directory = context.getEnvironment().getProperty("reinstate.demo.directory");
      return directory != null
          && Files.isDirectory(new ShopInstaller(Path.of(directory), 0).catalog());
    }
  }
}
