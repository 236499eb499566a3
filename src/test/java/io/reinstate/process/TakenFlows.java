package io.reinstate.process;

import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Notes every sequence flow that is taken: the engine's history has activities only. */
final class TakenFlows extends AbstractBpmnParseListener {

  private final Set<String> taken = new TreeSet<>();

  @Override
  public void parseSequenceFlow(Element element, ScopeImpl scope, TransitionImpl transition) {
    ExecutionListener listener =
        execution ->
            taken.add(name(execution.getProcessDefinitionId().split(":")[0], transition.getId()));
    transition.addListener(ExecutionListener.EVENTNAME_TAKE, listener);
  }

  /** The flows taken since the last call, each as {@code process/flow}. */
  Set<String> drain() {
    var drained = new TreeSet<>(taken);
    taken.clear();
    return drained;
  }

  static String name(String process, String element) {
    return process + "/" + element;
  }
}
