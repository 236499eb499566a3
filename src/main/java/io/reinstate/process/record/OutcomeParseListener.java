package io.reinstate.process.record;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Has every end of every runbook written into the record. It decides nothing: outcomes are drawn in
 * the models.
 *
 * <p>Built in, so that whoever cancels an instance cannot ask that they be skipped.
 */
public final class OutcomeParseListener extends AbstractBpmnParseListener {

  private final OutcomeListener outcomes;

  public OutcomeParseListener(OutcomeListener outcomes) {
    this.outcomes = outcomes;
  }

  @Override
  public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
    ExecutionListener reached = outcomes::reached;
    activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, reached);
  }

  @Override
  public void parseProcess(Element element, ProcessDefinitionEntity definition) {
    ExecutionListener ended = outcomes::ended;
    definition.addBuiltInListener(ExecutionListener.EVENTNAME_END, ended);
  }
}
