package io.reinstate.process.record;

import io.reinstate.ReinstateException;
import io.reinstate.engine.LoggedIn;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.process.cancel.CancelledRollbacks;
import io.reinstate.rollback.Runbooks;
import io.reinstate.rollback.plan.NextLevels;
import io.reinstate.rollback.record.Outcome;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.springframework.stereotype.Component;

/** Writes into the record which end event a runbook reached, or that somebody cancelled it. */
@Component
public class OutcomeListener {

  /** What says that nothing was touched, which the journals have to bear out. */
  private static final Set<Outcome> CHANGED_NOTHING = Set.of(Outcome.PLANNED, Outcome.REFUSED);

  private final Rollbacks rollbacks;
  private final CancelledRollbacks cancelled;
  private final Meters meters;
  private final RecoveryTimes recovery;
  private final Runbooks runbooks;
  private final NextLevels nextLevels;
  private final Acts acts;

  OutcomeListener(
      Rollbacks rollbacks,
      CancelledRollbacks cancelled,
      Meters meters,
      RecoveryTimes recovery,
      Runbooks runbooks,
      NextLevels nextLevels,
      Acts acts) {
    this.runbooks = runbooks;
    this.nextLevels = nextLevels;
    this.acts = acts;
    this.recovery = recovery;
    this.rollbacks = rollbacks;
    this.meters = meters;
    this.cancelled = cancelled;
  }

  /** An end event was reached. Those of called processes carry no outcome of the act. */
  void reached(DelegateExecution execution) {
    if (isRoot(execution) && execution.getBpmnModelElementInstance() instanceof EndEvent end) {
      outcome(end).ifPresent(outcome -> close(execution, end, outcome));
    }
  }

  /** The record says what was done: an end that tells of nothing does not hide a change. */
  private void close(DelegateExecution execution, EndEvent end, Outcome outcome) {
    if (!CHANGED_NOTHING.contains(outcome) || !hasChanged(execution)) {
      close(execution, outcome, detail(outcome, execution));
      return;
    }
    var detail =
        Stream.concat(
                Stream.of(
                    "It came to its end «"
                        + end.getName()
                        + "», yet it had changed the application. What can be put back is put back."),
                tooLate(execution))
            .collect(Collectors.joining(" "));
    close(execution, Outcome.CANCELLED, Optional.of(detail));
    cancelled.undo(execution.getProcessInstanceId());
  }

  /** An act whose journals cannot be read ends as its model says. */
  private boolean hasChanged(DelegateExecution execution) {
    try {
      return cancelled.hasChanged(execution.getProcessInstanceId());
    } catch (ReinstateException e) {
      return false;
    }
  }

  /** The instance ended. Where no end event said how, somebody cancelled it. */
  void ended(DelegateExecution execution) {
    if (isRoot(execution) && ((ExecutionEntity) execution).isCanceled()) {
      var detail =
          Stream.of(
                  Stream.ofNullable(((ExecutionEntity) execution).getDeleteReason()),
                  by(execution),
                  tooLate(execution))
              .flatMap(Function.identity())
              .collect(Collectors.joining(" "));
      close(execution, Outcome.CANCELLED, Optional.of(detail).filter(text -> !text.isBlank()));
      cancelled.undo(execution.getProcessInstanceId());
    }
  }

  /** Who deleted its instance; a runbook that cancels it says so in its reason. */
  private static Stream<String> by(DelegateExecution execution) {
    var reason = Objects.toString(((ExecutionEntity) execution).getDeleteReason(), "");
    return LoggedIn.user(execution).stream()
        .filter(person -> !reason.startsWith(person + ": "))
        .map(person -> "Its process instance was deleted by " + person + ".");
  }

  /** A record whose application cannot be looked at is closed all the same. */
  private Stream<String> tooLate(DelegateExecution execution) {
    try {
      return cancelled.tooLate(execution.getProcessInstanceId()).stream();
    } catch (ReinstateException e) {
      return Stream.of("Nobody can tell what it left behind. " + e.getMessage());
    }
  }

  private void close(DelegateExecution execution, Outcome outcome, Optional<String> detail) {
    rollbacks.close(execution.getProcessInstanceId(), outcome, detail);
    rollbacks
        .ofInstance(execution.getProcessInstanceId())
        .ifPresent(record -> measure(record, outcome, execution));
  }

  private void measure(RollbackRecord record, Outcome outcome, DelegateExecution execution) {
    meters.ended(record, outcome);
    if (outcome == Outcome.RESTORED || outcome == Outcome.RESTORED_BY_EMERGENCY) {
      recovery.restored(record, execution);
    }
  }

  private static boolean isRoot(DelegateExecution execution) {
    return execution.getProcessInstanceId().equals(Acts.instance(execution));
  }

  private static Optional<Outcome> outcome(EndEvent end) {
    return Optional.ofNullable(end.getExtensionElements()).stream()
        .flatMap(
            extensions ->
                extensions.getElementsQuery().filterByType(CamundaProperties.class).list().stream())
        .flatMap(properties -> properties.getCamundaProperties().stream())
        .filter(property -> "outcome".equals(property.getCamundaName()))
        .map(CamundaProperty::getCamundaValue)
        .map(Outcome::of)
        .findFirst();
  }

  private Optional<String> detail(Outcome outcome, DelegateExecution execution) {
    var told =
        switch (outcome) {
          case REFUSED -> Stream.of(Variables.DECISION_REASON);
          case HANDED_OVER, FAILED -> Stream.of(Variables.MINIMAL_SERVER, Variables.FAILURE);
          case SNAPSHOT_TAKEN, MARKED_STABLE -> Stream.of(Variables.SNAPSHOT, Variables.FAILURE);
          case PUT_BACK -> Stream.of(Variables.FAILURE);
          case DEPLOYED -> Stream.of(Variables.RELEASE, Variables.HEALTH);
          default -> Stream.of(Variables.HEALTH);
        };
    var values =
        told.map(variable -> variable.find(execution).orElse(null))
            .filter(Objects::nonNull)
            .map(Object::toString);
    var text =
        Stream.of(
                kept(execution),
                previous(outcome, execution),
                byHand(execution),
                values,
                escalation(outcome, execution))
            .flatMap(Function.identity())
            .collect(Collectors.joining("\n"));
    return Optional.of(text).filter(found -> !found.isBlank());
  }

  /** Where the failed tree is; first, for what follows may be too long for the record. */
  private static Stream<String> kept(DelegateExecution execution) {
    return Variables.SAFETY_SNAPSHOT.find(execution).stream()
        .map(snapshot -> "The state before is kept as snapshot " + snapshot + ".");
  }

  /** Only a deployment verifies what was put back. */
  private static Stream<String> previous(Outcome outcome, DelegateExecution execution) {
    return outcome == Outcome.PUT_BACK
        ? Variables.HEALTH.find(execution).stream()
            .map(health -> "The previous version runs again. " + health)
        : Stream.empty();
  }

  private static Stream<String> byHand(DelegateExecution execution) {
    return Variables.RESOLUTION.find(execution).stream().map(told -> "By hand: " + told);
  }

  /** Which level is next, where this one did not help. */
  private Stream<String> escalation(Outcome outcome, DelegateExecution execution) {
    return outcome == Outcome.HANDED_OVER
        ? rollbacks.ofInstance(execution.getProcessInstanceId()).stream()
            .flatMap(record -> runbooks.find(record.runbook()).stream())
            .map(runbook -> nextLevels.after(runbook, acts.application(execution)))
        : Stream.empty();
  }
}
