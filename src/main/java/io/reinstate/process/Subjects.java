package io.reinstate.process;

import io.reinstate.engine.Variable;
import io.reinstate.health.HealthScope;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Input;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Runbooks;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What a runbook was started for, as its variables say. */
@Component
public class Subjects {

  private final Runbooks runbooks;

  Subjects(Runbooks runbooks) {
    this.runbooks = runbooks;
  }

  /** The runbook that was started; what it calls says which one that was. */
  public Runbook runbook(DelegateExecution execution) {
    return runbooks.of(Variables.RUNBOOK.find(execution).orElseGet(() -> process(execution)));
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
        runbook.subject(given(execution)),
        Variables.TARGET.find(execution),
        revision,
        Variables.SCHEMA_VERSION.find(execution));
  }

  /** Its name for the record; empty for the whole application and for what makes no plan. */
  public Optional<String> name(DelegateExecution execution) {
    return Variables.RUNBOOK
        .find(execution)
        .or(() -> Optional.of(process(execution)))
        .flatMap(runbooks::find)
        .flatMap(runbook -> runbook.subjectName(given(execution)));
  }

  private static Given given(DelegateExecution execution) {
    return new Given() {
      @Override
      public <T> Optional<T> find(Input<T> input) {
        return Variable.of(input).find(execution);
      }
    };
  }

  /** The id of the process that runs. */
  public static String process(DelegateExecution execution) {
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
