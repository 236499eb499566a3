package io.reinstate.process.task;

import io.reinstate.process.approve.NotYourTask;
import io.reinstate.process.task.OpenTask.Completed;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * The tasks that wait for people, for scripts: what Tasklist shows, with the same rights. A task is
 * completed by the engine as whoever asks, so that its steps refuse what they refuse there.
 */
@Component
public class OpenTasks {

  /** More than wait anywhere; the engine refuses unbounded queries over REST, and so do we. */
  private static final int MOST = 500;

  private final TaskService tasks;
  private final HistoryService history;
  private final IdentityService identities;
  private final WhoAsks whoAsks;
  private final Rollbacks rollbacks;
  private final TaskFields fields;

  OpenTasks(
      TaskService tasks,
      HistoryService history,
      IdentityService identities,
      WhoAsks whoAsks,
      Rollbacks rollbacks,
      TaskFields fields) {
    this.tasks = tasks;
    this.history = history;
    this.identities = identities;
    this.whoAsks = whoAsks;
    this.rollbacks = rollbacks;
    this.fields = fields;
  }

  /** Those that whoever asks may complete, or has claimed; the oldest first. */
  public List<OpenTask> mine() {
    var person = person();
    var groups = whoAsks.groups();
    return alone(
            () ->
                tasks
                    .createTaskQuery()
                    .active()
                    .initializeFormKeys()
                    .orderByTaskCreateTime()
                    .asc()
                    .listPage(0, MOST))
        .stream()
        .map(this::open)
        .flatMap(Optional::stream)
        .filter(task -> mayWork(task, person, groups))
        .filter(task -> task.assignee().filter(other -> !other.equals(person)).isEmpty())
        .toList();
  }

  /**
   * One task with what its form shows and asks for; for every reader, as in Tasklist.
   *
   * @throws NoSuchTask when there never was one
   * @throws NotOpen when it is not open any more
   */
  public OpenTask.Whole one(String id) {
    var task = required(id);
    var shows = new TreeMap<String, String>();
    alone(() -> tasks.getVariablesLocal(id))
        .forEach((name, value) -> shows.put(name, Objects.toString(value, "")));
    var links = new TreeMap<String, String>();
    links.put("rollback", "/api/rollbacks/" + task.rollback());
    links.put("output", "/api/rollbacks/" + task.rollback() + "/output");
    return new OpenTask.Whole(task, links, shows, asks(task));
  }

  private List<OpenTask.Field> asks(OpenTask task) {
    return fields.of(task.kind(), name -> alone(() -> tasks.getVariable(task.id(), name)));
  }

  /**
   * Claims it for whoever asks; claimed by them already, nothing changes.
   *
   * @throws NotOpen when somebody else has it
   */
  public OpenTask claim(String id) {
    var task = requireMine(id);
    if (task.assignee().isEmpty()) {
      tasks.claim(id, person());
    }
    return required(id);
  }

  /** Gives it back, if whoever asks has claimed it. */
  public OpenTask release(String id) {
    var task = requireMine(id);
    if (task.assignee().isPresent()) {
      tasks.claim(id, null);
    }
    return required(id);
  }

  /**
   * Completes it as whoever asks. The same answers of the same person once more change nothing, and
   * that is told.
   *
   * @throws RequestRefused when an answer is missing, is too long or none of those to choose from
   * @throws NotYourTask when it is not for them
   * @throws NotOpen when it is somebody else's, or was completed with other answers
   */
  public Completed complete(String id, Map<String, Object> answers) {
    if (find(id).isEmpty()) {
      return repeated(id, answers);
    }
    var task = requireMine(id);
    var variables = TaskFields.checked(task.name(), asks(task), answers);
    try {
      tasks.complete(id, variables);
    } catch (NullValueException e) {
      return repeated(id, answers);
    }
    return completed(ended(id), false);
  }

  private Completed repeated(String id, Map<String, Object> answers) {
    var done = completed(ended(id), true);
    var same =
        answers.entrySet().stream()
            .allMatch(answer -> answered(id, answer.getKey(), TaskFields.text(answer.getValue())));
    if (!done.by().equals(person()) || !same) {
      throw NotOpen.completed(id, done.by(), done.at());
    }
    return done;
  }

  private boolean answered(String id, String name, String value) {
    var instance = ended(id).getProcessInstanceId();
    return alone(
            () ->
                history
                    .createHistoricVariableInstanceQuery()
                    .processInstanceId(instance)
                    .variableName(name)
                    .list())
        .stream()
        .filter(variable -> variable.getTaskId() == null)
        .anyMatch(variable -> value.equals(Objects.toString(variable.getValue(), "")));
  }

  /**
   * @throws NoSuchTask when there never was one
   * @throws NotOpen when nobody completed it
   */
  private Completed completed(HistoricTaskInstance task, boolean repeated) {
    var by =
        alone(
                () ->
                    history
                        .createUserOperationLogQuery()
                        .taskId(task.getId())
                        .operationType(UserOperationLogEntry.OPERATION_TYPE_COMPLETE)
                        .list())
            .stream()
            .findFirst()
            .orElseThrow(() -> NotOpen.ended(task.getId()));
    return new Completed(
        task.getId(),
        rollbacks.of(task.getRootProcessInstanceId()).key(),
        by.getUserId(),
        by.getTimestamp().toInstant(),
        repeated);
  }

  private HistoricTaskInstance ended(String id) {
    return alone(() -> history.createHistoricTaskInstanceQuery().taskId(id).list()).stream()
        .findFirst()
        .orElseThrow(() -> new NoSuchTask(id));
  }

  private OpenTask requireMine(String id) {
    var task = required(id);
    if (!mayWork(task, person(), whoAsks.groups())) {
      throw NotYourTask.of(person(), id, task.candidates());
    }
    task.assignee()
        .filter(other -> !other.equals(person()))
        .ifPresent(
            other -> {
              throw NotOpen.claimed(id, other);
            });
    return task;
  }

  private static boolean mayWork(OpenTask task, String person, Set<String> groups) {
    return groups.contains(Groups.CAMUNDA_ADMIN)
        || task.candidates().contains(person)
        || task.candidates().stream().anyMatch(groups::contains);
  }

  private OpenTask required(String id) {
    return find(id)
        .orElseThrow(
            () -> {
              var done = completed(ended(id), true);
              return NotOpen.completed(id, done.by(), done.at());
            });
  }

  private Optional<OpenTask> find(String id) {
    return alone(() -> tasks.createTaskQuery().taskId(id).initializeFormKeys().list()).stream()
        .findFirst()
        .flatMap(this::open);
  }

  /** Empty when the task was completed meanwhile, or belongs to no act. */
  private Optional<OpenTask> open(Task task) {
    try {
      var candidates =
          alone(() -> tasks.getIdentityLinksForTask(task.getId())).stream()
              .filter(link -> link.getType().equals(IdentityLinkType.CANDIDATE))
              .flatMap(OpenTasks::candidate)
              .sorted()
              .toList();
      return act(task).map(act -> open(task, candidates, act));
    } catch (NullValueException e) {
      return Optional.empty();
    }
  }

  private Optional<RollbackRecord> act(Task task) {
    return alone(
            () ->
                history
                    .createHistoricProcessInstanceQuery()
                    .processInstanceId(task.getProcessInstanceId())
                    .list())
        .stream()
        .findFirst()
        .flatMap(instance -> rollbacks.ofInstance(instance.getRootProcessInstanceId()));
  }

  private static OpenTask open(Task task, List<String> candidates, RollbackRecord act) {
    return new OpenTask(
        task.getId(),
        task.getName(),
        Optional.ofNullable(task.getCamundaFormRef()).map(form -> form.getKey()).orElse(""),
        act.key(),
        act.application(),
        act.runbook(),
        act.requester(),
        candidates,
        Optional.ofNullable(task.getAssignee()),
        task.getCreateTime().toInstant());
  }

  private static Stream<String> candidate(IdentityLink link) {
    return Stream.ofNullable(link.getGroupId() == null ? link.getUserId() : link.getGroupId());
  }

  private String person() {
    return whoAsks.person().orElse("nobody");
  }

  /** Asks the engine without the authorizations of whoever asks: rights are looked at here. */
  private <T> T alone(Supplier<T> question) {
    var authentication = identities.getCurrentAuthentication();
    identities.clearAuthentication();
    try {
      return question.get();
    } finally {
      identities.setAuthentication(authentication);
    }
  }
}
