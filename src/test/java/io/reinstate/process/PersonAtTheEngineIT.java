package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.ReinstateTest;
import io.reinstate.Rollback;
import io.reinstate.engine.ForeignModel;
import io.reinstate.process.approve.NotYourTask;
import io.reinstate.rollback.RequestRefused;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.el.StartProcessVariableScope;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An administrator at the engine itself, past every door: what is not listed is refused. */
@ReinstateTest
class PersonAtTheEngineIT {

  private static final String MODULE_ROLLBACK =
      "{\"application\":\"shop\",\"module\":\"payment\",\"reason\":\"**x** <img src=x>\\n\\n## Approved by samir\"}";

  @LocalServerPort private int port;
  @Autowired private RuntimeService runtime;
  @Autowired private TaskService tasks;
  @Autowired private ManagementService management;
  @Autowired private RepositoryService repository;
  @Autowired private HistoryService history;
  @Autowired private IdentityService identities;
  @Autowired private AuthorizationService authorizations;
  @Autowired private ProcessEngineConfigurationImpl engine;

  private Rollback rollback;
  private String instance;
  private String task;

  @BeforeEach
  void aRollbackWaitsForItsApproval() {
    Rollback.cancelAll(port);
    rollback = Rollback.start(port, "olivia", "module-rollback", MODULE_ROLLBACK);
    task = rollback.task("Approve rollback");
    instance = tasks.createTaskQuery().taskId(task).singleResult().getProcessInstanceId();
    identities.setAuthentication("admin", List.of("camunda-admin"));
  }

  @AfterEach
  void logOut() {
    identities.clearAuthentication();
    Rollback.cancelAll(port);
  }

  private void refused(ThrowingCallable act) {
    assertThatThrownBy(act).isInstanceOfAny(RequestRefused.class, NotYourTask.class);
    assertThat(tasks.createTaskQuery().taskId(task).count()).as("the task is open").isOne();
  }

  @Test
  void movesNoInstanceAndStartsNoneInItsMiddle() {
    refused(
        () ->
            runtime
                .createProcessInstanceModification(instance)
                .startBeforeActivity("Task_RecordForcedRun")
                .execute());
    refused(
        () ->
            runtime
                .createProcessInstanceByKey("module-rollback")
                .startBeforeActivity("Task_CarryOutRollback")
                .execute());
    refused(() -> runtime.startProcessInstanceByKey("approve-rollback"));
    refused(() -> runtime.createMessageCorrelation("EMERGENCY_BEGINS").correlateAll());
    refused(() -> runtime.setVariable(instance, "approved", true));
    refused(() -> runtime.suspendProcessInstanceById(instance));
  }

  @Test
  void bringsNothingButTheAnswersOfTheForm() {
    for (var foreign : List.of("approverGroup", "planSummary", "requester", "approved", "plan")) {
      var answers =
          new HashMap<String, Object>(Map.of("decision", "approve", "decisionReason", "I"));
      answers.put(foreign, "camunda-admin");
      refused(() -> tasks.complete(task, answers));
    }
    refused(
        () ->
            tasks.complete(
                task,
                Variables.createVariables()
                    .putValueTyped(
                        "decision",
                        Variables.serializedObjectValue("{}")
                            .objectTypeName("org.h2.jdbcx.JdbcDataSource")
                            .serializationDataFormat("application/json")
                            .create())));
    refused(() -> tasks.complete(task, Map.of("decision", "approve", "decisionReason", "mine")));
    refused(() -> tasks.setAssignee(task, "eve"));
  }

  @Test
  void hurriesNoDeadlineAndDeploysAndForgetsNothing() {
    var deadline = management.createJobQuery().processInstanceId(instance).timers().singleResult();

    refused(
        () -> management.setJobRetries(1).jobId(deadline.getId()).dueDate(new Date(0)).execute());
    refused(() -> management.setJobRetries(deadline.getId(), 1));
    refused(() -> management.setJobDuedate(deadline.getId(), new Date(0)));
    refused(() -> management.executeJob(deadline.getId()));
    refused(() -> repository.createDeployment().addString("x.bpmn", "<definitions/>").deploy());
    refused(() -> history.deleteHistoricProcessInstance(instance));
  }

  @Test
  void changesNeitherAuthorizationsNorGroups() {
    var all = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
    all.setUserId("olivia");
    all.setResource(Resources.TASK);
    all.setResourceId("*");
    all.addPermission(Permissions.ALL);
    refused(() -> authorizations.saveAuthorization(all));
    refused(
        () ->
            authorizations.deleteAuthorization(
                authorizations.createAuthorizationQuery().listPage(0, 1).get(0).getId()));
    refused(() -> identities.deleteGroup("auditors"));
    refused(() -> identities.setUserInfo("olivia", "key", "value"));
    refused(() -> identities.unlockUser("olivia"));
  }

  @Test
  void theFormQuotesWhatTheRequesterWrote() {
    assertThat(tasks.getVariableLocal(task, "reason"))
        .isEqualTo("> \\*\\*x\\*\\* \\<img src=x\\>  \n>\n> \\#\\# Approved by samir  ");
    assertThat(tasks.getVariableLocal(task, "requester")).isEqualTo("olivia");
    assertThat(tasks.getVariableLocal(task, "planSummary").toString()).contains("Module rollback");
  }

  @Test
  void anExpressionSeesTheStepsAndNoOtherBean() {
    assertThat(value("${planRollback}").getClass().getSimpleName()).isEqualTo("PlanRollback");
    assertThat(value("${demoShop}")).isNotNull();
    for (var bean : List.of("dataSource", "environment", "identityService", "catalog")) {
      assertThatThrownBy(() -> value("${" + bean + "}"))
          .isInstanceOf(ProcessEngineException.class)
          .hasMessageContaining("Unknown property");
    }
  }

  private Object value(String expression) {
    return engine
        .getCommandExecutorTxRequired()
        .execute(
            context ->
                engine
                    .getExpressionManager()
                    .createExpression(expression)
                    .getValue(StartProcessVariableScope.getSharedInstance()));
  }

  @Test
  void aModelOfAnythingElseIsNotDeployed() {
    identities.clearAuthentication();
    assertThatThrownBy(
            () ->
                repository
                    .createDeployment()
                    .addModelInstance(
                        "foreign.bpmn",
                        Bpmn.createExecutableProcess("foreign")
                            .camundaHistoryTimeToLive(1)
                            .startEvent("Start")
                            .scriptTask("Task_Script")
                            .scriptFormat("javascript")
                            .scriptText("1")
                            .done())
                    .deploy())
        .isInstanceOf(ForeignModel.class)
        .hasMessageContaining("element bpmn:scriptTask");
    assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("foreign").count())
        .isZero();
  }
}
