package io.reinstate.process.failure;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.SecretReference;
import io.reinstate.health.Verdict;
import io.reinstate.host.SecretMask;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.process.Variables;
import io.reinstate.rollback.record.Failure;
import io.reinstate.rollback.record.Failures;
import io.reinstate.rollback.record.Rollbacks;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.springframework.stereotype.Component;

/**
 * Writes every failure of an act into its record, and has the variable {@code failure} tell the
 * first cause and the latest one: a second error does not hide the first.
 */
@Component
public class KeptFailures {

  private final Acts acts;
  private final Failures failures;
  private final Rollbacks rollbacks;

  public KeptFailures(Acts acts, Failures failures, Rollbacks rollbacks) {
    this.acts = acts;
    this.failures = failures;
    this.rollbacks = rollbacks;
  }

  /**
   * An error event of a diagram has caught one. What a called process only passed on is kept
   * already; that a plan is outdated, or may not be forced, is an answer and no failure.
   */
  public void caught(DelegateExecution execution) {
    var event = (BoundaryEvent) execution.getBpmnModelElementInstance();
    var code = code(event);
    if (code.equals(RollbackError.PLAN_OUTDATED.name())
        || code.equals(RollbackError.MAY_NOT_BE_FORCED.name())) {
      return;
    }
    Variables.FAILURE
        .find(execution)
        .ifPresent(text -> keep(execution, event.getAttachedTo(), code, text));
  }

  /** A step has found one that no error event catches. */
  public void found(DelegateExecution execution, String code, String text) {
    keep(execution, execution.getBpmnModelElementInstance(), code, text);
  }

  /** The probes were not content. */
  public void notHealthy(DelegateExecution execution, Verdict verdict, String text) {
    Variables.FAILURE.set(execution, text);
    found(execution, verdict == Verdict.UNHEALTHY ? "UNHEALTHY" : "NOBODY_CAN_TELL", text);
  }

  /** A step stands still: its job failed for the last time. */
  void stoodStill(String instance, String step, String text) {
    if (rollbacks.ofInstance(instance).isPresent()) {
      var said = text == null ? "The step failed without a word." : text;
      var masked = masked(acts.application(instance), said);
      var last = failures.of(instance).stream().reduce((one, other) -> other);
      if (last.filter(failure -> failure.text().equals(masked)).isEmpty()) {
        failures.keep(instance, step, "STANDS_STILL", masked);
      }
    }
  }

  /** One of several ways back was given up: what follows has causes of its own. */
  public void optionEnded(DelegateExecution execution, String text) {
    failures.keep(
        Acts.instance(execution),
        execution.getBpmnModelElementInstance().getName(),
        Failure.OPTION_FAILED,
        text);
  }

  private void keep(DelegateExecution execution, FlowElement step, String code, String text) {
    var instance = Acts.instance(execution);
    if (rollbacks.ofInstance(instance).isEmpty() || text.equals(failures.told(instance))) {
      return;
    }
    failures.keep(instance, step.getName(), code, masked(acts.application(instance), text));
    Variables.FAILURE.set(execution, failures.told(instance));
  }

  /** Commands blot out their own secrets; another's may be in what they print. */
  private static String masked(Application application, String text) {
    try {
      return SecretMask.of(application.secrets()).apply(text);
    } catch (SecretReference.Unresolved e) {
      return text;
    }
  }

  private static String code(BoundaryEvent event) {
    return event.getEventDefinitions().stream()
        .filter(ErrorEventDefinition.class::isInstance)
        .map(definition -> ((ErrorEventDefinition) definition).getError())
        .flatMap(error -> Optional.ofNullable(error).stream())
        .map(error -> error.getErrorCode())
        .findFirst()
        .orElse("ERROR");
  }
}
