package io.reinstate.engine;

import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;

/** Tells the meters how long each step took, as the engine's history has it. */
public final class StepDurations implements HistoryEventHandler {

  private final StepMeters meters;

  public StepDurations(StepMeters meters) {
    this.meters = meters;
  }

  @Override
  public void handleEvent(HistoryEvent event) {
    if (event instanceof HistoricActivityInstanceEventEntity step
        && step.isEventOfType(HistoryEventTypes.ACTIVITY_INSTANCE_END)
        && ActivityTypes.TASK_SERVICE.equals(step.getActivityType())
        && step.getDurationInMillis() != null) {
      meters.ended(
          step.getProcessDefinitionKey(),
          step.getActivityName(),
          Duration.ofMillis(step.getDurationInMillis()));
    }
  }

  @Override
  public void handleEvents(List<HistoryEvent> events) {
    events.forEach(this::handleEvent);
  }
}
