package io.reinstate.runbook;

import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Runbooks;
import io.reinstate.rollback.Startable;
import java.util.List;

/** All runbooks, for tests without Spring. */
public final class KnownRunbooks {

  public static final Runbook EMERGENCY_ROLLBACK = new EmergencyRollback();
  public static final Runbook MODULE_ROLLBACK = new ModuleRollback();
  public static final Runbook SERVICE_ROLLBACK = new ServiceRollback();
  public static final Runbook PHASE_ROLLBACK = new PhaseRollback();
  public static final Runbook CONFIGURATION_ROLLBACK = new ConfigurationRollback();
  public static final Runbook CODE_ROLLBACK = new CodeRollback();
  public static final Runbook TRAFFIC_ROLLBACK = new TrafficRollback();
  public static final Runbook COMPONENT_ROLLBACK = new ComponentRollback();
  public static final Runbook FEATURE_TOGGLE_ROLLBACK = new FeatureToggleRollback();
  public static final Runbook DATABASE_ROLLBACK = new DatabaseRollback();
  public static final Runbook FULL_ROLLBACK = new FullRollback();
  public static final Runbook FULL_RESTORE = new FullRestore();
  public static final Runbook MANUAL_ROLLBACK = new ManualRollback();
  public static final Runbook DEPLOY_REVISION = new DeployRevision();
  public static final Runbook OPERATE_SERVICES = new OperateServices();

  public static final Runbooks ALL =
      new Runbooks(
          List.<Startable>of(
              EMERGENCY_ROLLBACK,
              MODULE_ROLLBACK,
              SERVICE_ROLLBACK,
              PHASE_ROLLBACK,
              CONFIGURATION_ROLLBACK,
              CODE_ROLLBACK,
              TRAFFIC_ROLLBACK,
              COMPONENT_ROLLBACK,
              FEATURE_TOGGLE_ROLLBACK,
              DATABASE_ROLLBACK,
              FULL_ROLLBACK,
              FULL_RESTORE,
              MANUAL_ROLLBACK,
              DEPLOY_REVISION,
              OPERATE_SERVICES,
              ProcessesWithoutPlan.takingSnapshots(),
              ProcessesWithoutPlan.markingStable(),
              ProcessesWithoutPlan.cancellingRollbacks(),
              ProcessesWithoutPlan.undoingRollbacks()));

  private KnownRunbooks() {}
}
