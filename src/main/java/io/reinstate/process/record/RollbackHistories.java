package io.reinstate.process.record;

import io.reinstate.process.record.RollbackHistory.NamedValue;
import io.reinstate.process.record.RollbackHistory.ProcessRun;
import io.reinstate.process.record.RollbackHistory.Step;
import io.reinstate.rollback.record.Attestations;
import io.reinstate.rollback.record.Failures;
import io.reinstate.rollback.record.Plans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.springframework.stereotype.Component;

/** Reads the engine's history of an act, its called processes included. */
@Component
public class RollbackHistories {

  /** More steps than any act has; the engine refuses unbounded queries over REST, and so do we. */
  private static final int MOST = 1000;

  private final StartedRunbooks runbooks;
  private final Plans plans;
  private final Failures failures;
  private final Attestations attestations;
  private final WaitingActs waiting;
  private final HistoryService history;
  private final RuntimeService runtime;
  private final RepositoryService repository;

  RollbackHistories(
      StartedRunbooks runbooks,
      Plans plans,
      Failures failures,
      Attestations attestations,
      WaitingActs waiting,
      HistoryService history,
      RuntimeService runtime,
      RepositoryService repository) {
    this.runbooks = runbooks;
    this.plans = plans;
    this.failures = failures;
    this.attestations = attestations;
    this.waiting = waiting;
    this.history = history;
    this.runtime = runtime;
    this.repository = repository;
  }

  /** The history of the act of that key, if whoever asks may read it. */
  public RollbackHistory of(String key) {
    var record = runbooks.find(key);
    var processes = new ArrayList<ProcessRun>();
    collect(record.instance(), processes);
    var waitingFor = waiting.of(record);
    return new RollbackHistory(
        record,
        State.of(record, waitingFor),
        waitingFor,
        plans.of(record.instance()),
        failures.of(record.instance()),
        attestations.of(record.instance()),
        processes);
  }

  private void collect(String instance, List<ProcessRun> into) {
    var process =
        history.createHistoricProcessInstanceQuery().processInstanceId(instance).singleResult();
    if (process == null) {
      return;
    }
    var activities = activities(instance);
    into.add(
        new ProcessRun(
            instance,
            process.getProcessDefinitionId(),
            Optional.ofNullable(process.getProcessDefinitionName())
                .orElse(process.getProcessDefinitionKey()),
            steps(instance, activities),
            variables(instance)));
    activities.stream()
        .map(HistoricActivityInstance::getCalledProcessInstanceId)
        .filter(Objects::nonNull)
        .forEach(called -> collect(called, into));
  }

  private List<HistoricActivityInstance> activities(String instance) {
    return history
        .createHistoricActivityInstanceQuery()
        .processInstanceId(instance)
        .orderPartiallyByOccurrence()
        .asc()
        .listPage(0, MOST);
  }

  private List<Step> steps(String instance, List<HistoricActivityInstance> activities) {
    var people = whoCompleted(instance);
    var names = taskNames(instance);
    var incidents =
        runtime.createIncidentQuery().processInstanceId(instance).list().stream()
            .filter(incident -> incident.getIncidentMessage() != null)
            .toList();
    var failures =
        incidents.stream()
            .collect(
                Collectors.toMap(
                    Incident::getActivityId, Incident::getIncidentMessage, (one, other) -> one));
    var remembered =
        activities.stream()
            .filter(
                activity -> !activity.getActivityType().equals(ActivityTypes.MULTI_INSTANCE_BODY))
            .map(activity -> step(activity, names, people, failures))
            .toList();
    return Stream.concat(remembered.stream(), forgotten(incidents, remembered))
        .sorted(Comparator.comparing(Step::started))
        .toList();
  }

  /** The steps that stand still: with the transaction of a failed one its history went, too. */
  private Stream<Step> forgotten(List<Incident> incidents, List<Step> remembered) {
    var told =
        remembered.stream()
            .filter(step -> step.failure().isPresent())
            .map(Step::activity)
            .collect(Collectors.toSet());
    return incidents.stream()
        .filter(incident -> !told.contains(incident.getActivityId()))
        .map(this::step);
  }

  private Step step(Incident incident) {
    var element =
        repository
            .getBpmnModelInstance(incident.getProcessDefinitionId())
            .getModelElementById(incident.getActivityId());
    return new Step(
        incident.getActivityId(),
        element == null ? incident.getActivityId() : element.getAttributeValue("name"),
        element == null ? "" : element.getElementType().getTypeName(),
        incident.getIncidentTimestamp().toInstant(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(incident.getIncidentMessage()));
  }

  private static Step step(
      HistoricActivityInstance activity,
      Map<String, String> names,
      Map<String, String> people,
      Map<String, String> failures) {
    return new Step(
        activity.getActivityId(),
        Optional.ofNullable(activity.getTaskId())
            .map(names::get)
            .or(() -> Optional.ofNullable(activity.getActivityName()))
            .orElse(""),
        activity.getActivityType(),
        activity.getStartTime().toInstant(),
        instant(activity.getEndTime()),
        Optional.ofNullable(activity.getDurationInMillis()).map(Duration::ofMillis),
        Optional.ofNullable(activity.getTaskId()).map(people::get),
        activity.isCanceled(),
        Optional.ofNullable(
            activity.getEndTime() == null ? failures.get(activity.getActivityId()) : null));
  }

  /** What each task was called for the people who had it. */
  private Map<String, String> taskNames(String instance) {
    return history.createHistoricTaskInstanceQuery().processInstanceId(instance).list().stream()
        .filter(task -> task.getName() != null)
        .collect(Collectors.toMap(HistoricTaskInstance::getId, HistoricTaskInstance::getName));
  }

  /** Who completed each task: the operation log knows, even where nobody claimed it. */
  private Map<String, String> whoCompleted(String instance) {
    var people =
        history.createHistoricTaskInstanceQuery().processInstanceId(instance).list().stream()
            .filter(task -> task.getAssignee() != null)
            .collect(
                Collectors.toMap(HistoricTaskInstance::getId, HistoricTaskInstance::getAssignee));
    history
        .createUserOperationLogQuery()
        .processInstanceId(instance)
        .operationType(UserOperationLogEntry.OPERATION_TYPE_COMPLETE)
        .listPage(0, MOST)
        .stream()
        .filter(entry -> entry.getTaskId() != null)
        .forEach(entry -> people.put(entry.getTaskId(), entry.getUserId()));
    return people;
  }

  private List<NamedValue> variables(String instance) {
    return history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(instance)
        .disableBinaryFetching()
        .disableCustomObjectDeserialization()
        .listPage(0, MOST)
        .stream()
        // What was written for one form alone is said in the variables of the instance already.
        .filter(variable -> variable.getTaskId() == null)
        .map(variable -> new NamedValue(variable.getName(), text(variable.getTypedValue())))
        .filter(variable -> !variable.value().isEmpty())
        .sorted(Comparator.comparing(NamedValue::name))
        .toList();
  }

  private static String text(TypedValue value) {
    var content =
        value instanceof SerializableValue object ? object.getValueSerialized() : value.getValue();
    return Objects.toString(content, "");
  }

  private static Optional<Instant> instant(Date date) {
    return Optional.ofNullable(date).map(Date::toInstant);
  }
}
