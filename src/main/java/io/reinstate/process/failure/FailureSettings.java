package io.reinstate.process.failure;

import io.reinstate.engine.EngineLists;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Has the engine tell what failed, to the record and to whoever looks after a step. */
@Configuration(proxyBeanMethods = false)
class FailureSettings {

  @Bean
  AbstractProcessEnginePlugin failurePlugin(
      @Lazy KeptFailures failures, @Lazy StateAfterFailure standingStill) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        EngineLists.add(
            engine::getCustomPostBPMNParseListeners,
            engine::setCustomPostBPMNParseListeners,
            new FailureParseListener(failures::caught));
        engine.setCustomIncidentHandlers(List.of(new IncidentMessages(standingStill, failures)));
      }
    };
  }
}
