package io.reinstate.rollback;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.reinstate.catalog.application.WatchSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The runbooks a person or a script can start, and that a plan is made for. Each is the BPMN
 * process of the same id.
 */
public enum Runbook {
  EMERGENCY_ROLLBACK("emergency-rollback", "Emergency rollback", false),
  MODULE_ROLLBACK("module-rollback", "Module rollback", true),
  SERVICE_ROLLBACK("service-rollback", "Service rollback", true),
  PHASE_ROLLBACK("phase-rollback", "Phase rollback", true),
  CONFIGURATION_ROLLBACK("configuration-rollback", "Configuration rollback", true),
  CODE_ROLLBACK("code-rollback", "Code rollback", true),
  TRAFFIC_ROLLBACK("traffic-rollback", "Traffic rollback", true),
  COMPONENT_ROLLBACK("component-rollback", "Component rollback", true),
  FEATURE_TOGGLE_ROLLBACK("feature-toggle-rollback", "Feature toggle rollback", true),
  DATABASE_ROLLBACK("database-rollback", "Database rollback", true),
  FULL_ROLLBACK("full-rollback", "Full rollback", true),
  FULL_RESTORE("full-restore", "Full restore", true),
  MANUAL_ROLLBACK("manual-rollback", "Manual rollback", true),
  DEPLOY_REVISION("deploy-revision", "Deploy revision", true),
  OPERATE_SERVICES("operate-services", "Operate services", false);

  private final String id;
  private final String title;
  private final boolean needsApproval;

  Runbook(String id, String title, boolean needsApproval) {
    this.id = id;
    this.title = title;
    this.needsApproval = needsApproval;
  }

  /** The runbook of that process id. */
  @JsonCreator
  public static Runbook of(String id) {
    return find(id).orElseThrow(() -> RollbackNotFound.runbook(id, known()));
  }

  /** The runbook of that process id; empty for a process that rolls nothing back. */
  public static Optional<Runbook> find(String id) {
    return Arrays.stream(values()).filter(runbook -> runbook.id.equals(id)).findFirst();
  }

  private static String known() {
    return Arrays.stream(values()).map(Runbook::id).collect(Collectors.joining(", "));
  }

  @JsonValue
  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  /** Whether it goes back to an earlier state; the others go on to a new one. */
  public boolean isRollback() {
    return this != DEPLOY_REVISION && this != OPERATE_SERVICES;
  }

  /** Whether it brings all the code to a release. */
  public boolean goesToRelease() {
    return this == CODE_ROLLBACK || this == FULL_ROLLBACK || this == DEPLOY_REVISION;
  }

  /** Whether it may change databases. */
  public boolean changesDatabases() {
    return this == DATABASE_ROLLBACK || this == FULL_RESTORE || this == FULL_ROLLBACK;
  }

  /** Whether services that can take up its files by a reload are not stopped. */
  public boolean reloads() {
    return this == CODE_ROLLBACK
        || this == DEPLOY_REVISION
        || this == MODULE_ROLLBACK
        || this == CONFIGURATION_ROLLBACK;
  }

  /** How long the application has to stay healthy after it. */
  public Duration watch(WatchSpec watch) {
    return switch (id) {
      case "code-rollback", "deploy-revision" -> watch.code();
      case "full-restore", "full-rollback", "manual-rollback" -> watch.everything();
      default -> watch.parts();
    };
  }

  /** Whether it can go to a revision from git. */
  public boolean takesRevision() {
    return goesToRelease() || this == MODULE_ROLLBACK || this == COMPONENT_ROLLBACK;
  }

  /** What goes further than it, the next level first; only runbooks that there are. */
  public List<Runbook> next() {
    var further =
        switch (id) {
          case "operate-services" -> Stream.of("emergency-rollback", "manual-rollback");
          case "code-rollback" -> Stream.of("full-rollback", "full-restore", "manual-rollback");
          case "emergency-rollback", "database-rollback" ->
              Stream.of("full-restore", "manual-rollback");
          case "full-restore", "full-rollback" -> Stream.of("manual-rollback");
          case "manual-rollback" -> Stream.<String>empty();
          default -> Stream.of("code-rollback", "full-restore", "manual-rollback");
        };
    return further.flatMap(runbook -> find(runbook).stream()).toList();
  }

  /** Whether somebody other than the requester has to approve its plan before it acts. */
  public boolean needsApproval() {
    return needsApproval;
  }
}
