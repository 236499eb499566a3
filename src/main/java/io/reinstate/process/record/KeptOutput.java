package io.reinstate.process.record;

import io.reinstate.release.HomeCommands;
import io.reinstate.rollback.record.Descriptions;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.springframework.stereotype.Component;

/** Keeps with an act what the commands of its steps print, where they have no log of their own. */
@Component
public class KeptOutput {

  private final Rollbacks rollbacks;
  private final Descriptions descriptions;
  private final HomeCommands commands;

  KeptOutput(Rollbacks rollbacks, Descriptions descriptions, HomeCommands commands) {
    this.rollbacks = rollbacks;
    this.descriptions = descriptions;
    this.commands = commands;
  }

  /** The name under which it is kept. */
  static String key(RollbackRecord act) {
    return act.key() + "-commands";
  }

  /** Keeps what one command of a step printed. */
  public void keep(ExecutionEntity step, String page) {
    rollbacks
        .ofInstance(step.getRootProcessInstanceId())
        .ifPresent(
            act ->
                commands.note(
                    descriptions.of(act),
                    key(act),
                    "«" + step.getCurrentActivityName() + "»\n" + page));
  }
}
