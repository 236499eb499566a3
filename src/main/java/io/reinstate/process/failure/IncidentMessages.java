package io.reinstate.process.failure;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Incident;

/** Has every incident of a failed step say more than its exception does. */
public final class IncidentMessages extends DefaultIncidentHandler {

  private final StateAfterFailure standingStill;
  private final KeptFailures failures;

  public IncidentMessages(StateAfterFailure standingStill, KeptFailures failures) {
    super(Incident.FAILED_JOB_HANDLER_TYPE);
    this.failures = failures;
    this.standingStill = standingStill;
  }

  @Override
  public Incident handleIncident(IncidentContext context, String message) {
    var execution =
        Context.getCommandContext()
            .getExecutionManager()
            .findExecutionById(context.getExecutionId());
    if (execution == null) {
      return super.handleIncident(context, message);
    }
    var instance = execution.getRootProcessInstanceId();
    failures.stoodStill(instance, step(context, execution), message);
    return super.handleIncident(context, standingStill.told(instance, message));
  }

  private static String step(IncidentContext context, ExecutionEntity execution) {
    var activity = execution.getProcessDefinition().findActivity(context.getActivityId());
    return activity == null || activity.getName() == null
        ? context.getActivityId()
        : activity.getName();
  }
}
