package io.reinstate.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * Has the engine take no model that holds anything foreign, run no script, and see no bean in an
 * expression but the steps.
 */
@Component
class OwnModelsOnly extends AbstractProcessEnginePlugin {

  private final ListableBeanFactory beans;
  private final List<MoreModels> more;
  private final KnownVariables variables;

  OwnModelsOnly(ListableBeanFactory beans, List<MoreModels> more, KnownVariables variables) {
    this.variables = variables;
    this.beans = beans;
    this.more = more;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    var seen = new StepBeans(beans, more);
    engine.setBeans(seen);
    // The engine's Spring factory made one that sees every bean.
    engine.setExpressionManager(new JuelExpressionManager(seen));
    engine.setScriptEngineResolver(new NoScripts());
    engine.setEnableFetchScriptEngineFromProcessApplication(false);
    engine.setCustomPreDeployers(
        List.of(
            new OwnModels(
                new ModelConstructs(
                    new AllowedExpressions(seen.steps(), seen.brought(), variables.names())))));
  }
}
