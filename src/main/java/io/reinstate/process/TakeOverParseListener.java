package io.reinstate.process;

import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Has every task that shows the form {@code take-over} tell how the application stands, and whoever
 * completes it what they did. It decides nothing: an empty answer is refused, and the task stays
 * open.
 */
final class TakeOverParseListener extends AbstractBpmnParseListener {

  private static final String FORM = "take-over";

  private final TaskListener takeOver;

  /**
   * @param takeOver tells how the application stands
   */
  TakeOverParseListener(TaskListener takeOver) {
    this.takeOver = takeOver;
  }

  @Override
  public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
    var form = task.getCamundaFormDefinitionKey();
    if (form != null && FORM.equals(form.getExpressionText())) {
      task.addTaskListener(TaskListener.EVENTNAME_CREATE, Resolution::forget);
      task.addTaskListener(TaskListener.EVENTNAME_CREATE, takeOver);
      task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, Resolution::require);
    }
  }
}
