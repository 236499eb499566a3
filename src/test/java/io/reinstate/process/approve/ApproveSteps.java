package io.reinstate.process.approve;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Steps that the tests of the models run as they are. */
public final class ApproveSteps {

  private ApproveSteps() {}

  public static JavaDelegate callNextApprover(TaskService tasks) {
    return new CallNextApprover(tasks);
  }
}
