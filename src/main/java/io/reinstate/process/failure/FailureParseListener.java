package io.reinstate.process.failure;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Has what every error event of every model catches written into the record. */
public final class FailureParseListener extends AbstractBpmnParseListener {

  private final ExecutionListener caught;

  public FailureParseListener(ExecutionListener caught) {
    this.caught = caught;
  }

  @Override
  public void parseBoundaryErrorEventDefinition(
      Element definition, boolean interrupting, ActivityImpl attachedTo, ActivityImpl event) {
    event.addBuiltInListener(ExecutionListener.EVENTNAME_START, caught);
  }
}
