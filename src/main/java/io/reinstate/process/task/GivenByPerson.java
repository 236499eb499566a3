package io.reinstate.process.task;

import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.Runbooks;
import io.reinstate.rollback.Startable;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.ProcessInstantiationBuilderImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractAddIdentityLinkCmd;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.GetDeployedProcessDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.SetJobRetriesCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.type.PrimitiveValueType;
import org.camunda.bpm.engine.variable.value.TypedValue;

/**
 * What a person may bring along with a command: a start its inputs, a task the fields of its form,
 * both as texts, numbers and yes or no; a job that failed another try, and no other time.
 */
public final class GivenByPerson {

  private static final Set<String> KINDS = Set.of("string", "boolean", "integer", "long", "double");
  private static final int MOST_RETRIES = 10;

  private final FormFields forms;
  private final Runbooks runbooks;

  public GivenByPerson(FormFields forms, Runbooks runbooks) {
    this.runbooks = runbooks;
    this.forms = forms;
  }

  void check(Command<?> command, CommandContext context) {
    if (command instanceof StartProcessInstanceCmd) {
      var start =
          (ProcessInstantiationBuilderImpl)
              field(StartProcessInstanceCmd.class, "instantiationBuilder", command);
      checkStart(
          new GetDeployedProcessDefinitionCmd(start, false).execute(context), start.getVariables());
    } else if (command instanceof SubmitStartFormCmd) {
      var id = (String) field(SubmitStartFormCmd.class, "processDefinitionId", command);
      checkStart(
          context
              .getProcessEngineConfiguration()
              .getDeploymentCache()
              .findDeployedProcessDefinitionById(id),
          variables(SubmitStartFormCmd.class, "variables", command));
    } else if (command instanceof CompleteTaskCmd) {
      checkTask(
          context,
          (String) field(CompleteTaskCmd.class, "taskId", command),
          variables(CompleteTaskCmd.class, "variables", command));
    } else if (command instanceof SubmitTaskFormCmd) {
      checkTask(
          context,
          (String) field(SubmitTaskFormCmd.class, "taskId", command),
          variables(SubmitTaskFormCmd.class, "properties", command));
    } else if (command instanceof SetJobRetriesCmd) {
      checkRetries(context, (SetJobRetriesCmd) command);
    } else if (command instanceof ClaimTaskCmd) {
      checkAssignee(field(ClaimTaskCmd.class, "userId", command), context);
    } else if (command instanceof AssignTaskCmd) {
      checkAssignee(field(AbstractAddIdentityLinkCmd.class, "userId", command), context);
    }
  }

  private static void checkAssignee(Object person, CommandContext context) {
    if (person != null && !person.equals(context.getAuthenticatedUserId())) {
      throw new RequestRefused(
          "Nobody gives a task to somebody else", "assignee", "Whoever works on it claims it.");
    }
  }

  private void checkStart(ProcessDefinitionEntity process, Map<String, Object> variables) {
    if (!process.isStartableInTasklist()) {
      throw new RequestRefused(
          "Nobody starts «" + process.getName() + "» on its own",
          "process " + process.getKey(),
          "Start a runbook that calls it.");
    }
    var inputs = runbooks.startable(process.getKey()).map(Startable::inputNames).orElse(List.of());
    checkNames("A start", "start variables", variables, inputs);
    checkKinds("start variables", variables);
  }

  /** The engine itself refuses a task that there is none of. */
  private void checkTask(CommandContext context, String id, Map<String, Object> variables) {
    if (id == null || variables == null || variables.isEmpty()) {
      return;
    }
    var task = context.getTaskManager().findTaskById(id);
    if (task != null) {
      var where = "task " + task.getName();
      checkNames("This task", where, variables, List.copyOf(fields(task)));
      checkKinds(where, variables);
    }
  }

  private Set<String> fields(TaskEntity task) {
    var form = task.getTaskDefinition().getCamundaFormDefinitionKey();
    return form == null ? Set.of() : forms.answers(form.getExpressionText());
  }

  private static void checkNames(
      String what, String where, Map<String, Object> variables, List<String> allowed) {
    var foreign = new TreeSet<>(variables == null ? Set.<String>of() : variables.keySet());
    allowed.forEach(foreign::remove);
    if (!foreign.isEmpty()) {
      throw new RequestRefused(
          what + " cannot set " + String.join(", ", foreign),
          where,
          "Leave them out; it can set "
              + (allowed.isEmpty() ? "nothing" : String.join(", ", allowed))
              + ".");
    }
  }

  /** Looks at the kind alone, so that nothing is deserialised on the way. */
  private static void checkKinds(String where, Map<String, Object> variables) {
    for (var name : variables == null ? Set.<String>of() : variables.keySet()) {
      var value =
          variables instanceof VariableMap typed
              ? typed.<TypedValue>getValueTyped(name)
              : variables.get(name);
      if (!isPlain(value)) {
        throw new RequestRefused(
            "«" + name + "» is neither a text nor a number nor yes or no",
            where,
            "Send it as String, Boolean, Integer, Long or Double.");
      }
    }
  }

  private static boolean isPlain(Object value) {
    if (value instanceof TypedValue typed) {
      return typed.getType() == null
          ? isPlain(typed.getValue())
          : typed.getType() instanceof PrimitiveValueType type
                  && (KINDS.contains(type.getName()) || "null".equals(type.getName()))
              || "json".equals(typed.getType().getName());
    }
    return value == null
        || Stream.of(String.class, Boolean.class, Integer.class, Long.class, Double.class)
            .anyMatch(kind -> kind.isInstance(value));
  }

  private static void checkRetries(CommandContext context, SetJobRetriesCmd command) {
    var id = (String) field(SetJobRetriesCmd.class, "jobId", command);
    var ids = (List<?>) field(SetJobRetriesCmd.class, "jobIds", command);
    var jobs =
        Stream.concat(Stream.ofNullable(id), ids == null ? Stream.<Object>empty() : ids.stream())
            .map(job -> context.getJobManager().findJobById((String) job))
            .filter(Objects::nonNull)
            .toList();
    var failed =
        field(SetJobRetriesCmd.class, "jobDefinitionId", command) == null
            && jobs.stream().map(JobEntity::getRetries).allMatch(left -> left == 0);
    var retries = (int) field(SetJobRetriesCmd.class, "retries", command);
    if (!failed
        || retries < 1
        || retries > MOST_RETRIES
        || (boolean) field(SetJobRetriesCmd.class, "isDueDateSet", command)) {
      throw new RequestRefused(
          "Only a failed job is tried again, 1 to " + MOST_RETRIES + " times, and at once",
          "job",
          "Name a job that has an incident, and no due date.");
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> variables(Class<?> owner, String name, Command<?> command) {
    return (Map<String, Object>) field(owner, name, command);
  }

  /** The engine's commands say what they bring to nobody; one that changed is refused. */
  private static Object field(Class<?> owner, String name, Object command) {
    try {
      Field field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(command);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Cannot see what " + owner.getSimpleName() + " brings: the engine changed", e);
    }
  }
}
