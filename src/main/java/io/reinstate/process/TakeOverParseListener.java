package io.reinstate.process;

import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Has whoever takes over tell what they did, in every model that shows the form {@code take-over}.
 * It decides nothing: an empty answer is refused, and the task stays open.
 */
final class TakeOverParseListener extends AbstractBpmnParseListener {

  private static final String FORM = "take-over";

  @Override
  public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
    var form = task.getCamundaFormDefinitionKey();
    if (form != null && FORM.equals(form.getExpressionText())) {
      task.addTaskListener(TaskListener.EVENTNAME_CREATE, TakeOver::begun);
      task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, TakeOver::completed);
    }
  }
}
