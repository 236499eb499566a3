package io.reinstate.process;

import io.reinstate.rollback.RequestRefused;
import java.util.Set;
import org.camunda.bpm.engine.impl.cmd.PatchExecutionVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.PatchTaskVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.RemoveExecutionVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.RemoveTaskVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.SetExecutionVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.SetTaskVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.batch.variables.SetVariablesToProcessInstancesBatchCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Refuses every write of a variable from outside, an administrator's included: what a runbook knows
 * comes from its start, its tasks and its steps, so that nobody can approve by writing what an
 * approval writes.
 */
final class VariablesWrittenByStepsOnly extends CommandInterceptor {

  private static final Set<Class<?>> WRITES =
      Set.of(
          SetExecutionVariablesCmd.class,
          RemoveExecutionVariablesCmd.class,
          PatchExecutionVariablesCmd.class,
          SetTaskVariablesCmd.class,
          RemoveTaskVariablesCmd.class,
          PatchTaskVariablesCmd.class,
          SetVariablesToProcessInstancesBatchCmd.class);

  @Override
  public <T> T execute(Command<T> command) {
    if (WRITES.contains(command.getClass()) && isFromOutside()) {
      throw new RequestRefused(
          "Variables of a runbook are written by its steps alone",
          "process instance",
          "To change what it does, cancel it in Cockpit and start it again.");
    }
    return next.execute(command);
  }

  /**
   * A command inside a command is a step's; one with a person logged in and nothing around it is
   * that person's.
   */
  private static boolean isFromOutside() {
    return Context.getCommandContext() == null;
  }
}
