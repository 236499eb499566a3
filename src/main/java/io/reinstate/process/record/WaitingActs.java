package io.reinstate.process.record;

import io.reinstate.engine.AsReinstate;
import io.reinstate.rollback.record.RollbackRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * Asks the engine what a running act waits for, its called processes included. Whoever may read the
 * act is told, whether they may see the task or not.
 */
@Component
class WaitingActs {

  private final TaskService tasks;
  private final RuntimeService runtime;
  private final RepositoryService repository;

  WaitingActs(TaskService tasks, RuntimeService runtime, RepositoryService repository) {
    this.tasks = tasks;
    this.runtime = runtime;
    this.repository = repository;
  }

  /** What waits longest comes first. Nothing for an act that has ended, or whose step runs. */
  List<Waiting> of(RollbackRecord act) {
    return act.outcome().isPresent()
        ? List.of()
        : AsReinstate.get(
            () ->
                Stream.concat(tasks(act), stepsThatStandStill(act))
                    .sorted(Comparator.comparing(Waiting::since))
                    .toList());
  }

  /** A called process carries the key of the act. */
  private Stream<Waiting> tasks(RollbackRecord act) {
    return tasks.createTaskQuery().processInstanceBusinessKey(act.key()).list().stream()
        .flatMap(task -> candidates(task).map(found -> waiting(task, found)).stream());
  }

  private static Waiting waiting(Task task, List<String> candidates) {
    return new Waiting(
        task.getName(),
        candidates,
        Optional.ofNullable(task.getAssignee()),
        task.getCreateTime().toInstant(),
        Optional.empty());
  }

  /** Empty when the task was completed meanwhile. */
  private Optional<List<String>> candidates(Task task) {
    try {
      return Optional.of(
          tasks.getIdentityLinksForTask(task.getId()).stream()
              .filter(link -> link.getType().equals(IdentityLinkType.CANDIDATE))
              .map(WaitingActs::candidate)
              .sorted()
              .toList());
    } catch (NullValueException e) {
      return Optional.empty();
    }
  }

  private static String candidate(IdentityLink link) {
    return link.getGroupId() == null ? link.getUserId() : link.getGroupId();
  }

  /** The engine hands an incident up to the instance of the act, and keeps where it comes from. */
  private Stream<Waiting> stepsThatStandStill(RollbackRecord act) {
    return runtime.createIncidentQuery().processInstanceId(act.instance()).list().stream()
        .map(Incident::getRootCauseIncidentId)
        .flatMap(cause -> runtime.createIncidentQuery().incidentId(cause).list().stream())
        .map(this::waiting);
  }

  private Waiting waiting(Incident incident) {
    return new Waiting(
        step(incident),
        List.of(),
        Optional.empty(),
        incident.getIncidentTimestamp().toInstant(),
        Optional.ofNullable(incident.getIncidentMessage()));
  }

  private String step(Incident incident) {
    var element =
        repository
            .getBpmnModelInstance(incident.getProcessDefinitionId())
            .getModelElementById(incident.getActivityId());
    return element == null ? incident.getActivityId() : element.getAttributeValue("name");
  }
}
