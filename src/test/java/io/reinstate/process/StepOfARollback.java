package io.reinstate.process;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.change.ChangeJournal;
import io.reinstate.process.failure.KeptFailures;
import io.reinstate.process.failure.StateAfterFailure;
import io.reinstate.rollback.DataSince;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import io.reinstate.rollback.plan.RealChanges;
import io.reinstate.rollback.record.Act;
import io.reinstate.rollback.record.Decisions;
import io.reinstate.rollback.record.Failure;
import io.reinstate.rollback.record.Failures;
import io.reinstate.rollback.record.Plans;
import io.reinstate.rollback.record.RecordDatabase;
import io.reinstate.rollback.record.Rollbacks;
import io.reinstate.tree.Difference;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.model.bpmn.instance.FlowElement;

/**
 * The execution of one step of a rollback, without an engine: real records and plans, and variables
 * in a map.
 */
public final class StepOfARollback extends ExecutionEntity implements AutoCloseable {

  private static final long serialVersionUID = 1L;
  public static final String INSTANCE = "i-1";

  private final transient RecordDatabase database = new RecordDatabase();
  private final transient Map<String, Object> variables = new HashMap<>();
  private final transient Application application;
  private final transient Rollbacks rollbacks;
  private final transient Plans plans;
  private final transient Decisions decisions;
  private final transient Acts acts;
  private final transient Failures failures;
  private final transient RealChanges changes;

  public StepOfARollback(Application application) {
    this.application = application;
    changes = new RealChanges(application.workDirectory());
    var clock = Clock.systemUTC();
    var catalog = new Catalog(List.of(application));
    rollbacks = database.rollbacks(clock, catalog);
    plans = database.plans(rollbacks);
    decisions = database.decisions(clock, plans, rollbacks);
    acts =
        new Acts(
            rollbacks,
            decisions,
            database.claims(catalog),
            database.descriptions(catalog),
            changes.ofPlans);
    failures = database.failures(clock);
    database.running.add(INSTANCE);
    rollbacks.open(
        new Act(
            INSTANCE,
            "module-rollback",
            application.id(),
            "olivia",
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  public Rollbacks rollbacks() {
    return rollbacks;
  }

  public Plans plans() {
    return plans;
  }

  public Acts acts() {
    return acts;
  }

  public KeptFailures failures() {
    return new KeptFailures(acts, failures, rollbacks);
  }

  public List<Failure> kept() {
    return failures.of(INSTANCE);
  }

  /** What is noted of its changes. */
  public ChangeJournal journal() {
    return changes.journal;
  }

  /** What says how its application stands. */
  public StateAfterFailure standingStill() {
    return new StateAfterFailure(
        rollbacks,
        database.descriptions(new Catalog(List.of(application))),
        changes.services,
        changes.exchanges,
        changes.journal);
  }

  /** Makes a plan, which is approved at once. */
  public void plan(
      Runbook runbook, Subject subject, List<ServiceId> restarts, List<? extends PlannedAct> acts) {
    var plan =
        new Plan(
            runbook,
            application.id(),
            subject,
            Optional.empty(),
            new Difference(List.of(), List.of(), List.of(), ""),
            List.copyOf(acts),
            restarts,
            new DataSince(List.of(), 0, Optional.empty()),
            Optional.empty(),
            List.of(),
            Instant.parse("2026-03-01T10:00:00Z"));
    var id = plans.keep(INSTANCE, plan);
    if (runbook.needsApproval()) {
      decisions.decide(INSTANCE, id, "approve", Optional.of("samir"), "It is right.");
    }
    Variables.PLAN.set(this, id);
  }

  @Override
  public String getRootProcessInstanceId() {
    return INSTANCE;
  }

  @Override
  public String getProcessInstanceId() {
    return INSTANCE;
  }

  @Override
  public String getCurrentActivityId() {
    return "Task_Step";
  }

  @Override
  public FlowElement getBpmnModelElementInstance() {
    return Models.of("verify-application").getModelElementById("Task_CheckHealth");
  }

  @Override
  public Object getVariable(String name) {
    return variables.get(name);
  }

  @Override
  public void setVariable(String name, Object value) {
    variables.put(name, value);
  }

  @Override
  public void close() {
    database.close();
  }
}
