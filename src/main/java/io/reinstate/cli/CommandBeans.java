package io.reinstate.cli;

import java.util.Map;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What commands work with, made when it is first asked for: help needs none of it. The settings are
 * read as the server reads them; everything else Spring Boot brings is left out, so that a command
 * starts soon.
 */
final class CommandBeans implements AutoCloseable {

  private final Map<String, Object> settings;
  private AnnotationConfigApplicationContext context;

  /**
   * @param settings before all others
   */
  CommandBeans(Map<String, Object> settings) {
    this.settings = settings;
  }

  <T> T get(Class<T> type) {
    if (context == null) {
      context = open();
    }
    return context.getBean(type);
  }

  private AnnotationConfigApplicationContext open() {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("given", settings));
    ConfigurationPropertySources.attach(environment);
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    var context = new AnnotationConfigApplicationContext();
    context.setEnvironment(environment);
    context.register(CommandLineContext.class);
    context.addBeanFactoryPostProcessor(
        beans -> {
          for (var name : beans.getBeanDefinitionNames()) {
            var definition = beans.getBeanDefinition(name);
            if (definition.getRole() == BeanDefinition.ROLE_APPLICATION) {
              definition.setLazyInit(true);
            }
          }
        });
    context.refresh();
    return context;
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
    }
  }
}
