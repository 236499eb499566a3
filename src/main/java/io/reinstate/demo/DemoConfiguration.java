package io.reinstate.demo;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.CatalogSource;
import io.reinstate.engine.MoreModels;
import io.reinstate.health.HealthChecks;
import io.reinstate.people.FirstPeople;
import io.reinstate.rollback.Input;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.Startable;
import io.reinstate.service.Services;
import io.reinstate.snapshot.store.Snapshots;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Everything the demo brings along, through the doors that are open to anybody. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnProperty("reinstate.demo.enabled")
class DemoConfiguration {

  @Bean
  ShopInstaller shopInstaller(DemoSettings settings, ServerProperties server) {
    DemoExposed.refuseOn(server.getAddress());
    return new ShopInstaller(settings.directory(), settings.shopPort());
  }

  @Bean
  CatalogSource demoCatalog(ShopInstaller installer) {
    installer.install();
    return installer::catalog;
  }

  @Bean
  FirstPeople demoPeople() {
    return DemoPeople::introduce;
  }

  @Bean
  MoreModels demoModels() {
    return new MoreModels() {
      @Override
      public String name() {
        return "reinstate-demo";
      }

      @Override
      public List<String> patterns() {
        return List.of("classpath:/demo/models/*.bpmn", "classpath:/demo/models/*.form");
      }

      @Override
      public Set<String> beans() {
        return Set.of("demoShop");
      }
    };
  }

  @Bean
  Startable demoRelease() {
    return new Startable() {
      @Override
      public String id() {
        return "demo-deploy-release";
      }

      @Override
      public List<Input<?>> inputs() {
        return List.of(Inputs.APPLICATION, Inputs.RELEASE);
      }
    };
  }

  @Bean
  DemoShop demoShop(
      ShopInstaller installer,
      DemoSettings settings,
      Catalog catalog,
      Services services,
      HealthChecks checks,
      Snapshots snapshots) {
    return new DemoShop(installer, settings, catalog, services, checks, snapshots);
  }
}
