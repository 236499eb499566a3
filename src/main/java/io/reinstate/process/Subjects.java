package io.reinstate.process;

import io.reinstate.health.HealthScope;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import io.reinstate.rollback.SubjectNames;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** What a runbook was started for, as its variables say. */
public final class Subjects {

  private Subjects() {}

  /** The runbook that was started; what it calls says which one that was. */
  public static Runbook runbook(DelegateExecution execution) {
    return Runbook.of(Variables.RUNBOOK.find(execution).orElseGet(() -> process(execution)));
  }

  public static Subject of(Runbook runbook, DelegateExecution execution) {
    return Subject.asked(
        runbook,
        new SubjectNames(
            Variables.MODULE.find(execution),
            Variables.PHASE.find(execution),
            Variables.SERVICE.find(execution),
            Variables.COLOUR.find(execution),
            Variables.TOGGLES.find(execution).orElse(List.of()),
            Variables.DATABASE.find(execution),
            Variables.COMPONENT.find(execution),
            Variables.OPTION.find(execution),
            Variables.OPERATION.find(execution)));
  }

  /**
   * What was asked for.
   *
   * @param revision the release to go to; empty where a snapshot is its target
   */
  public static RollbackRequest request(
      Runbook runbook, DelegateExecution execution, Optional<String> revision) {
    return new RollbackRequest(
        runbook,
        Variables.APPLICATION.get(execution),
        of(runbook, execution),
        Variables.TARGET.find(execution),
        revision,
        Variables.SCHEMA_VERSION.find(execution));
  }

  /** Its name for the record; empty for the whole application and for what rolls nothing back. */
  public static Optional<String> name(DelegateExecution execution) {
    return Variables.RUNBOOK
        .find(execution)
        .or(() -> Optional.of(process(execution)))
        .flatMap(Runbook::find)
        .flatMap(runbook -> of(runbook, execution).name());
  }

  private static String process(DelegateExecution execution) {
    return execution.getProcessDefinitionId().split(":")[0];
  }

  /**
   * What has to work when a plan was carried out: its module, its component, its service, or
   * everything.
   */
  public static HealthScope healthScope(Plan plan) {
    var component = plan.subject().component().map(HealthScope::component);
    var service = plan.subject().service().map(HealthScope::service);
    return plan.subject()
        .module()
        .filter(module -> !plan.replacesMinimalServer())
        .map(HealthScope::module)
        .or(() -> component)
        .or(() -> service)
        .orElseGet(HealthScope::application);
  }
}
