package io.reinstate.engine;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/**
 * Lets the engine make no object of a class that a variable names. The gate before its REST API
 * takes none; this holds if something passes it.
 */
@Component
class NoObjects extends AbstractProcessEnginePlugin {

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine.setJavaSerializationFormatEnabled(false);
    engine.setDeserializationTypeValidationEnabled(true);
    engine.setDeserializationTypeValidator(type -> false);
    engine.setEnableExpressionsInAdhocQueries(false);
  }
}
