package io.reinstate.engine;

import io.reinstate.rollback.record.RunningInstances;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What the engine needs beyond {@code application.yaml}, whatever runs on it. */
@Configuration(proxyBeanMethods = false)
class EngineSettings {

  /**
   * First, for it knows commands by their class, and other interceptors wrap them. So that the
   * engine waits until our tables are migrated, it does.
   */
  @Bean
  @DependsOnDatabaseInitialization
  @Order(Ordered.HIGHEST_PRECEDENCE)
  AbstractProcessEnginePlugin stepsPlugin(@Lazy StepMeters meters) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        EngineLists.add(
            engine::getCustomPreCommandInterceptorsTxRequired,
            engine::setCustomPreCommandInterceptorsTxRequired,
            new RetriedWhenOvertaken());
        engine.setFailedJobCommandFactory(FailedStep::new);
        engine.getCustomHistoryEventHandlers().add(new StepDurations(meters));
      }
    };
  }

  /** Lets rules ask the engine whether an instance still runs. */
  @Bean
  RunningInstances runningInstances(@Lazy RuntimeService runtime) {
    return new EngineRunningInstances(runtime);
  }
}
