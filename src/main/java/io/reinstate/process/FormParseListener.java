package io.reinstate.process;

import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Has every task that shows a form write what it shows. It decides nothing. */
final class FormParseListener extends AbstractBpmnParseListener {

  private final ShownInForm shown;

  FormParseListener(ShownInForm shown) {
    this.shown = shown;
  }

  @Override
  public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
    var form = task.getCamundaFormDefinitionKey();
    if (form != null) {
      TaskListener write = created -> shown.write(created, form.getExpressionText());
      task.addTaskListener(TaskListener.EVENTNAME_CREATE, write);
    }
  }
}
