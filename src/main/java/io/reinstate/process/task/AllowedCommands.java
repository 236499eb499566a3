package io.reinstate.process.task;

import io.reinstate.rollback.RequestRefused;
import java.util.Set;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Lets a person do in the engine what is listed, and nothing else, whoever asks and by whichever
 * API: read, start a runbook, work on a task, cancel an instance, try a failed job again, and look
 * after people. A command that no list knows is refused, an administrator's included.
 *
 * <p>A command is a person's when somebody is logged in and no other command runs around it. What
 * the job executor, the start-up and the steps do is not.
 */
public final class AllowedCommands extends CommandInterceptor {

  private static final String ENGINE = "org.camunda.bpm.engine.impl.";

  /** What changes nothing; besides, every query may be asked. */
  private static final Set<String> READS =
      Set.of(
          "CheckPassword",
          "HistoricProcessInstanceReportImpl$ExecuteDurationReportCmd",
          "HistoricTaskInstanceReportImpl$ExecuteDurationCmd",
          "HistoricTaskInstanceReportImpl$HistoricTaskInstanceCountByNameCmd",
          "ManagementServiceImpl$GetRegisteredDeploymentsCmd",
          "TaskReportImpl$TaskCountByCandidateGroupCmd",
          "cmd.AuthorizationCheckCmd",
          "cmd.CheckPassword",
          "cmd.CreateAuthorizationCommand",
          "cmd.CreateGroupQueryCmd",
          "cmd.CreateTenantQueryCmd",
          "cmd.CreateUserQueryCmd",
          "cmd.ExecuteFilterCountCmd",
          "cmd.ExecuteFilterListCmd",
          "cmd.ExecuteFilterListPageCmd",
          "cmd.ExecuteFilterSingleResultCmd",
          "cmd.FindActiveActivityIdsCmd",
          "cmd.FindHistoryCleanupJobsCmd",
          "cmd.GetActivityInstanceCmd",
          "cmd.GetCamundaFormDefinitionCmd",
          "cmd.GetDeployedProcessDefinitionCmd",
          "cmd.GetDeployedStartFormCmd",
          "GetDeployedTaskFormCmd",
          "cmd.GetDeploymentBpmnModelInstanceCmd",
          "cmd.GetDeploymentProcessDiagramCmd",
          "cmd.GetDeploymentProcessDiagramLayoutCmd",
          "cmd.GetDeploymentProcessModelCmd",
          "cmd.GetDeploymentResourceCmd",
          "cmd.GetDeploymentResourceForIdCmd",
          "cmd.GetDeploymentResourceNamesCmd",
          "cmd.GetDeploymentResourcesCmd",
          "cmd.GetExecutionVariableCmd",
          "cmd.GetExecutionVariableTypedCmd",
          "cmd.GetExecutionVariablesCmd",
          "cmd.GetFilterCmd",
          "cmd.GetFormKeyCmd",
          "cmd.GetHistoricJobLogExceptionStacktraceCmd",
          "cmd.GetHistoryLevelCmd",
          "cmd.GetIdentityLinksForProcessDefinitionCmd",
          "cmd.GetIdentityLinksForTaskCmd",
          "cmd.GetJobExceptionStacktraceCmd",
          "cmd.GetPasswordPolicyCmd",
          "cmd.GetProcessApplicationForDeploymentCmd",
          "cmd.GetProcessInstanceCommentsCmd",
          "cmd.GetPropertiesCmd",
          "cmd.GetStartFormCmd",
          "cmd.GetStartFormVariablesCmd",
          "cmd.GetStaticCalledProcessDefinitionCmd",
          "cmd.GetSubTasksCmd",
          "cmd.GetTableCountCmd",
          "cmd.GetTableNameCmd",
          "cmd.GetTaskAttachmentsCmd",
          "cmd.GetTaskCommentCmd",
          "cmd.GetTaskCommentsCmd",
          "cmd.GetTaskEventsCmd",
          "cmd.GetTaskFormCmd",
          "cmd.GetTaskFormVariablesCmd",
          "cmd.GetTaskVariableCmd",
          "cmd.GetTaskVariableCmdTyped",
          "cmd.GetTaskVariablesCmd",
          "cmd.GetTelemetryDataCmd",
          "cmd.GetUserInfoCmd",
          "cmd.GetUserInfoKeysCmd",
          "cmd.GetUserPictureCmd",
          "cmd.IsIdentityServiceReadOnlyCmd",
          "cmd.IsTelemetryEnabledCmd",
          "dmn.cmd.GetDeploymentDecisionDefinitionCmd",
          "dmn.cmd.GetDeploymentDecisionDiagramCmd",
          "dmn.cmd.GetDeploymentDecisionModelCmd",
          "dmn.cmd.GetDeploymentDecisionRequirementsDefinitionCmd",
          "dmn.cmd.GetDeploymentDecisionRequirementsDiagramCmd",
          "dmn.cmd.GetDeploymentDecisionRequirementsModelCmd",
          "dmn.cmd.GetDeploymentDmnModelInstanceCmd",
          "metrics.MetricsQueryImpl$MetricsQueryIntervalCmd",
          "metrics.MetricsQueryImpl$MetricsQuerySumCmd");

  /** What starts, works on and ends runbooks; {@link GivenByPerson} looks at what they bring. */
  private static final Set<String> ACTS =
      Set.of(
          "cmd.AssignTaskCmd",
          "cmd.ClaimTaskCmd",
          "cmd.CompleteTaskCmd",
          "cmd.DeleteProcessInstanceCmd",
          "cmd.SetJobRetriesCmd",
          "cmd.StartProcessInstanceCmd",
          "cmd.SubmitStartFormCmd",
          "cmd.SubmitTaskFormCmd");

  /** People and memberships, as far as the engine's authorizations let somebody. */
  private static final Set<String> PEOPLE =
      Set.of(
          "cmd.CreateGroupCmd",
          "cmd.CreateMembershipCmd",
          "cmd.CreateUserCmd",
          "cmd.DeleteMembershipCmd",
          "cmd.DeleteUserCmd",
          "cmd.SaveGroupCmd",
          "cmd.SaveUserCmd");

  private final ProcessEngineConfigurationImpl engine;
  private final GivenByPerson given;

  public AllowedCommands(ProcessEngineConfigurationImpl engine, GivenByPerson given) {
    this.engine = engine;
    this.given = given;
  }

  @Override
  public <T> T execute(Command<T> command) {
    if (!isFromOutside()) {
      return next.execute(command);
    }
    if (!allows(command.getClass())) {
      throw new RequestRefused(
          "Nobody can do this to the engine: " + command.getClass().getSimpleName(),
          "process engine",
          "Start, complete or cancel a runbook; its steps do the rest.");
    }
    return next.execute(isAct(command.getClass()) ? new Checked<>(command) : command);
  }

  private boolean isFromOutside() {
    return Context.getCommandContext() == null
        && engine.getIdentityService().getCurrentAuthentication() != null;
  }

  /** Whether a person may have a command of that kind carried out. */
  static boolean allows(Class<?> command) {
    var name = command.getName();
    if (name.startsWith("io.reinstate.")) {
      return true; // Written here; no request brings one.
    }
    if (!name.startsWith(ENGINE)) {
      return false;
    }
    var kind = name.substring(ENGINE.length());
    return AbstractQuery.class.isAssignableFrom(command)
        || READS.contains(kind)
        || PEOPLE.contains(kind)
        || ACTS.contains(kind);
  }

  private static boolean isAct(Class<?> command) {
    return command.getName().startsWith(ENGINE)
        && ACTS.contains(command.getName().substring(ENGINE.length()));
  }

  /** Looks at what is brought in the transaction of the command itself. */
  private final class Checked<T> implements Command<T> {

    private final Command<T> command;

    Checked(Command<T> command) {
      this.command = command;
    }

    @Override
    public T execute(CommandContext context) {
      given.check(command, context);
      return command.execute(context);
    }
  }
}
