package io.reinstate.process;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CompensateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves an activity, event, gateway or sequence flow of its model untried.
 * It says nothing when only some of the tests ran, or one failed, or they are about no one model.
 */
final class EveryPathPassed
    implements BeforeTestExecutionCallback, AfterTestExecutionCallback, AfterAllCallback {

  private final Set<String> passed = new TreeSet<>();
  private int succeeded;

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    TestEngine.FLOWS.drain();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    passed.addAll(TestEngine.FLOWS.drain());
    TestEngine.ENGINE.getHistoryService().createHistoricActivityInstanceQuery().list().stream()
        .map(step -> TakenFlows.name(step.getProcessDefinitionKey(), step.getActivityId()))
        .forEach(passed::add);
    if (context.getExecutionException().isEmpty()) {
      succeeded++;
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    var tests = context.getRequiredTestClass();
    if (!tests.isAnnotationPresent(PathsOf.class) || succeeded < declared(tests)) {
      return;
    }
    var missed = elements(tests.getAnnotation(PathsOf.class).value());
    missed.removeAll(passed);
    if (!missed.isEmpty()) {
      throw new AssertionError(
          "No test of " + tests.getSimpleName() + " passes " + String.join(", ", missed));
    }
  }

  private static long declared(Class<?> tests) {
    return Arrays.stream(tests.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .count();
  }

  private static Set<String> elements(String process) {
    var model = Models.of(process);
    var nodes = model.getModelElementsByType(FlowNode.class).stream();
    return Stream.concat(
            nodes.filter(node -> !isCompensation(node)).map(FlowNode::getId),
            model.getModelElementsByType(SequenceFlow.class).stream().map(SequenceFlow::getId))
        .map(element -> TakenFlows.name(process, element))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The engine never enters these events; the handlers they lead to it does. */
  private static boolean isCompensation(FlowNode node) {
    return node instanceof BoundaryEvent event
        && event.getEventDefinitions().stream()
            .anyMatch(CompensateEventDefinition.class::isInstance);
  }
}
