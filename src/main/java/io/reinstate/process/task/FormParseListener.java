package io.reinstate.process.task;

import io.reinstate.process.failure.Resolution;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Has every task that shows a form write what it shows; the form {@code take-over} tells how the
 * application stands, too, and whoever completes it what they did. It decides nothing: an empty
 * answer is refused, and the task stays open.
 */
public final class FormParseListener extends AbstractBpmnParseListener {

  private static final String TAKE_OVER = "take-over";

  private final TaskListener takeOver;
  private final BiConsumer<DelegateTask, String> shown;

  /**
   * @param takeOver tells how the application stands
   * @param shown writes what the form of that id shows
   */
  public FormParseListener(TaskListener takeOver, BiConsumer<DelegateTask, String> shown) {
    this.takeOver = takeOver;
    this.shown = shown;
  }

  @Override
  public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
    var form = task.getCamundaFormDefinitionKey();
    if (form == null) {
      return;
    }
    if (TAKE_OVER.equals(form.getExpressionText())) {
      task.addTaskListener(TaskListener.EVENTNAME_CREATE, Resolution::forget);
      task.addTaskListener(TaskListener.EVENTNAME_CREATE, takeOver);
      task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, Resolution::require);
    }
    TaskListener write = created -> shown.accept(created, form.getExpressionText());
    task.addTaskListener(TaskListener.EVENTNAME_CREATE, write);
  }
}
