package io.reinstate.process.record;

import io.reinstate.engine.EngineLists;
import io.reinstate.engine.StepTranscripts;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Has the engine tell the record which end an act came to, and keep what its steps printed. */
@Configuration(proxyBeanMethods = false)
class RecordSettings {

  @Bean
  AbstractProcessEnginePlugin recordPlugin(
      @Lazy OutcomeListener outcomes, @Lazy KeptOutput output) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        EngineLists.add(
            engine::getCustomPostBPMNParseListeners,
            engine::setCustomPostBPMNParseListeners,
            new OutcomeParseListener(outcomes));
        engine.setDelegateInterceptor(new StepTranscripts(output::keep));
      }
    };
  }
}
