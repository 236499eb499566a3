package io.reinstate.process.task;

import io.reinstate.engine.EngineLists;
import io.reinstate.process.failure.TakeOver;
import io.reinstate.rollback.Runbooks;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Has the engine keep people to what they may do to it, and fill in what a form shows. */
@Configuration(proxyBeanMethods = false)
class TaskSettings {

  @Bean
  AbstractProcessEnginePlugin taskPlugin(
      @Lazy TakeOver takeOver, @Lazy ShownInForm shown, FormFields forms, Runbooks runbooks) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        EngineLists.add(
            engine::getCustomPostBPMNParseListeners,
            engine::setCustomPostBPMNParseListeners,
            new FormParseListener(takeOver, shown::write));
        EngineLists.add(
            engine::getCustomPreCommandInterceptorsTxRequired,
            engine::setCustomPreCommandInterceptorsTxRequired,
            new AllowedCommands(engine, new GivenByPerson(forms, runbooks)));
        // Whoever gets a task may claim and complete it, and nothing else.
        engine.setDefaultUserPermissionNameForTask("TASK_WORK");
      }
    };
  }
}
