package io.reinstate.engine;

import io.reinstate.rollback.record.RunningInstances;
import org.camunda.bpm.engine.RuntimeService;

/** Asks the engine. Whoever asks gets the same answer: it does not depend on what they may read. */
public final class EngineRunningInstances implements RunningInstances {

  private final RuntimeService runtime;

  public EngineRunningInstances(RuntimeService runtime) {
    this.runtime = runtime;
  }

  @Override
  public boolean isRunning(String instance) {
    return AsReinstate.get(
        () -> runtime.createProcessInstanceQuery().processInstanceId(instance).count() > 0);
  }
}
