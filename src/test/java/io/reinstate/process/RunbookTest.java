package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.engine.Variable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs models on the engine, step by step, and tells where they went. */
@ExtendWith(EveryPathPassed.class)
public abstract class RunbookTest {

  static final Map<String, Object> APPROVED =
      Map.of("decision", "approve", "decisionReason", "The plan is right.");
  static final Map<String, Object> REFUSED =
      Map.of("decision", "refuse", "decisionReason", "Wait for the evening.");
  public static final Map<String, Object> TAKEN_OVER = Map.of("resolution", "Mended by hand.");

  public final Steps steps = TestEngine.STEPS;
  public final ProcessEngine engine = TestEngine.ENGINE;
  public final RuntimeService runtime = engine.getRuntimeService();
  public final TaskService tasks = engine.getTaskService();
  final ManagementService management = engine.getManagementService();
  public final HistoryService history = engine.getHistoryService();

  @BeforeEach
  void beginAfresh() {
    steps.reset();
    BpmnAwareTests.init(engine);
  }

  @AfterEach
  void leaveNothingBehind() {
    runtime.createProcessInstanceQuery().rootProcessInstances().list().stream()
        .map(ProcessInstance::getId)
        .forEach(instance -> runtime.deleteProcessInstance(instance, "test over", true));
    history.createHistoricProcessInstanceQuery().list().stream()
        .map(HistoricProcessInstance::getId)
        .forEach(history::deleteHistoricProcessInstanceIfExists);
    BpmnAwareTests.reset();
    ClockUtil.reset();
  }

  /** For the engine, until the end of the test; answers with the moment at which it stands. */
  Instant stopTheClock() {
    var now = ClockUtil.now().toInstant().truncatedTo(ChronoUnit.SECONDS);
    ClockUtil.setCurrentTime(Date.from(now));
    return now;
  }

  /** Starts a process and runs it until it waits for a person or ends. */
  ProcessInstance start(String process, Map<String, Object> variables) {
    var instance = runtime.startProcessInstanceByKey(process, variables);
    run();
    return instance;
  }

  /** Executes every step that waits, and what follows from it; no timers. */
  void run() {
    var waiting = management.createJobQuery().messages().list();
    while (!waiting.isEmpty()) {
      waiting.forEach(job -> management.executeJob(job.getId()));
      waiting = management.createJobQuery().messages().list();
    }
  }

  /** The one task that waits for a person. */
  Task task() {
    return tasks.createTaskQuery().singleResult();
  }

  /** A person completes the one task that waits, and the process runs on. */
  void complete(String task, Map<String, Object> variables) {
    assertThat(task().getTaskDefinitionKey()).isEqualTo(task);
    tasks.complete(task().getId(), variables);
    run();
  }

  /** The groups that may take the one task that waits. */
  List<String> groups() {
    return tasks.getIdentityLinksForTask(task().getId()).stream()
        .map(IdentityLink::getGroupId)
        .toList();
  }

  /** What the form of the one task that waits can show. */
  Object shown(Variable<?> variable) {
    return tasks.getVariable(task().getId(), variable.name());
  }

  /** What passed in the only run of a process, by activity id, in the order it began. */
  List<String> passed(String process) {
    return activities(runs(process).get(0));
  }

  /** What passed in one run of a process. */
  List<String> activities(String instance) {
    return history
        .createHistoricActivityInstanceQuery()
        .processInstanceId(instance)
        .orderPartiallyByOccurrence()
        .asc()
        .list()
        .stream()
        .map(HistoricActivityInstance::getActivityId)
        .toList();
  }

  /** The ids of the instances of a process, running and ended, the first one first. */
  List<String> runs(String process) {
    return history
        .createHistoricProcessInstanceQuery()
        .processDefinitionKey(process)
        .orderByProcessInstanceStartTime()
        .asc()
        .list()
        .stream()
        .map(HistoricProcessInstance::getId)
        .toList();
  }

  /** The last value of a variable in the only run of a process. */
  Object variable(String process, Variable<?> variable) {
    return history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(runs(process).get(0))
        .variableName(variable.name())
        .list()
        .stream()
        .flatMap(found -> Stream.ofNullable(found.getValue()))
        .findFirst()
        .orElse(null);
  }

  /** The names of the variables that a run of a process knew. */
  List<String> variables(String process) {
    return history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(runs(process).get(0))
        .list()
        .stream()
        .map(HistoricVariableInstance::getName)
        .distinct()
        .sorted()
        .toList();
  }
}
