package io.reinstate.process.approve;

import io.reinstate.process.Variables;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Call next approver»: nobody decided in time, so the next group of the authority table may decide
 * too.
 *
 * <p>A second run finds the group called already.
 */
@Component
class CallNextApprover implements JavaDelegate {

  private final TaskService tasks;

  CallNextApprover(TaskService tasks) {
    this.tasks = tasks;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var next = Variables.NEXT_APPROVER_GROUP.get(execution);
    tasks
        .createTaskQuery()
        .processInstanceId(execution.getProcessInstanceId())
        .list()
        .forEach(task -> tasks.addCandidateGroup(task.getId(), next));
  }
}
