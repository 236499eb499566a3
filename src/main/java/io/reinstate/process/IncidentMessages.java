package io.reinstate.process;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.runtime.Incident;

/** Has every incident of a failed step say more than its exception does. */
final class IncidentMessages extends DefaultIncidentHandler {

  private final StandingStill standingStill;

  IncidentMessages(StandingStill standingStill) {
    super(Incident.FAILED_JOB_HANDLER_TYPE);
    this.standingStill = standingStill;
  }

  @Override
  public Incident handleIncident(IncidentContext context, String message) {
    var execution =
        Context.getCommandContext()
            .getExecutionManager()
            .findExecutionById(context.getExecutionId());
    return super.handleIncident(
        context,
        execution == null
            ? message
            : standingStill.told(execution.getRootProcessInstanceId(), message));
  }
}
