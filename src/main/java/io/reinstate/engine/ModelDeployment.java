package io.reinstate.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys models, decisions and forms before the first request is served. Names are bare file
 * names, wherever the files come from, so that an unchanged set is not deployed twice.
 */
@Component
public class ModelDeployment {

  private static final List<String> OWN =
      List.of("classpath*:/bpmn/*.bpmn", "classpath*:/bpmn/*.dmn", "classpath*:/forms/*.form");

  private final ProcessEngine engine;
  private final RepositoryService repository;
  private final List<MoreModels> more;

  ModelDeployment(ProcessEngine engine, RepositoryService repository, List<MoreModels> more) {
    this.engine = engine;
    this.repository = repository;
    this.more = more;
  }

  public void deploy() {
    deploy("reinstate", OWN);
    more.forEach(models -> deploy(models.name(), models.patterns()));
  }

  /**
   * Reads every model that can be started into the engine's cache. A node that did not deploy them
   * reads each when it is first used; when the database goes away in that very moment, the engine
   * keeps half of a model, and every step of it fails on that node until it is started again.
   */
  public void load() {
    var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    var models = repository.createProcessDefinitionQuery().latestVersion().list();
    configuration
        .getCommandExecutorTxRequired()
        .execute(
            context -> {
              models.forEach(
                  model ->
                      context
                          .getProcessEngineConfiguration()
                          .getDeploymentCache()
                          .findDeployedProcessDefinitionById(model.getId()));
              return null;
            });
  }

  private void deploy(String name, List<String> patterns) {
    var deployment =
        repository
            .createDeployment()
            .name(name)
            .source("reinstate")
            .enableDuplicateFiltering(false);
    patterns.stream()
        .flatMap(ModelDeployment::resources)
        .forEach(
            resource -> {
              try (var content = resource.getInputStream()) {
                deployment.addInputStream(resource.getFilename(), content);
              } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + resource, e);
              }
            });
    deployment.deploy();
  }

  private static Stream<Resource> resources(String pattern) {
    try {
      return Stream.of(new PathMatchingResourcePatternResolver().getResources(pattern));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + pattern, e);
    }
  }
}
