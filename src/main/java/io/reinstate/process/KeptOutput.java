package io.reinstate.process;

import io.reinstate.catalog.ApplicationId;
import io.reinstate.catalog.Catalog;
import io.reinstate.release.HomeCommands;
import io.reinstate.rollback.RollbackRecord;
import io.reinstate.rollback.Rollbacks;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.springframework.stereotype.Component;

/** Keeps with an act what the commands of its steps print, where they have no log of their own. */
@Component
class KeptOutput {

  private final Rollbacks rollbacks;
  private final Catalog catalog;
  private final HomeCommands commands;

  KeptOutput(Rollbacks rollbacks, Catalog catalog, HomeCommands commands) {
    this.rollbacks = rollbacks;
    this.catalog = catalog;
    this.commands = commands;
  }

  /** The name under which it is kept. */
  static String key(RollbackRecord act) {
    return act.key() + "-commands";
  }

  /** Keeps what one command of a step printed. */
  void keep(ExecutionEntity step, String page) {
    rollbacks
        .ofInstance(step.getRootProcessInstanceId())
        .ifPresent(
            act ->
                commands.note(
                    catalog.application(new ApplicationId(act.application())),
                    key(act),
                    "«" + step.getCurrentActivityName() + "»\n" + page));
  }
}
