package io.reinstate.rollback;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.ComponentId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.PhaseId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Every input of every runbook. */
public final class Inputs {

  public static final Input<ApplicationId> APPLICATION =
      Input.text("application", ApplicationId::new, "What is acted on").from(Choices.APPLICATIONS);

  public static final Input<ModuleId> MODULE =
      Input.text("module", ModuleId::new, "The module it is about").from(Choices.MODULES);

  public static final Input<PhaseId> PHASE =
      Input.text("phase", PhaseId::new, "The modules that were introduced together")
          .from(Choices.PHASES);

  public static final Input<ServiceId> SERVICE =
      Input.text(
              "service", ServiceId::new, "The service it is about; of operations all when left out")
          .from(Choices.SERVICES);

  public static final Input<ColourId> COLOUR =
      Input.text("colour", ColourId::new, "The colour that is to serve").from(Choices.COLOURS);

  public static final Input<DatabaseId> DATABASE =
      Input.text("database", DatabaseId::new, "The database it is about").from(Choices.DATABASES);

  public static final Input<ComponentId> COMPONENT =
      Input.text("component", ComponentId::new, "The component it is about")
          .from(Choices.COMPONENTS);

  public static final Input<List<ToggleId>> TOGGLES =
      Input.list(
              "toggles",
              ToggleId::new,
              "The toggles that are switched off, or go back to what the target recorded")
          .from(Choices.TOGGLES);

  public static final Input<ServiceOperation> OPERATION =
      Input.text(
          "operation", ServiceOperation::of, "What is done to services: start, stop or restart");

  public static final Input<String> SCHEMA_VERSION =
      Input.text("schemaVersion", text -> text, "The version to which the schema goes back");

  public static final Input<SnapshotId> TARGET =
      Input.text(
              "target",
              SnapshotId::parse,
              "The snapshot to go back to; the newest stable one when left out; toggles are"
                  + " switched off then")
          .from(Choices.SNAPSHOTS);

  public static final Input<String> REVISION =
      Input.text(
          "revision",
          text -> text,
          "The release to go back to, or to deploy: a tag, a branch or a commit");

  public static final Input<Boolean> DRY_RUN =
      Input.flag("dryRun", "Whether it ends with the plan, and nothing is touched");

  public static final Input<Boolean> FORCED =
      Input.flag(
          "forced",
          "Whether the requester does without checklist and approval, where policy lets them");

  public static final Input<String> REASON = Input.text("reason", Reasons::check, "Why");

  public static final Input<SnapshotLabel> LABEL =
      Input.text("label", SnapshotLabel::new, "What the new snapshot is called");

  public static final Input<Boolean> MARK_STABLE =
      Input.flag("markStable", "Whether the new snapshot is marked stable");

  public static final Input<SnapshotId> SNAPSHOT =
      Input.text("snapshot", SnapshotId::parse, "The snapshot to mark stable")
          .from(Choices.SNAPSHOTS);

  /** Which of a component's ways back is tried; no start may set it. */
  public static final Input<WayBack> OPTION =
      Input.text("option", text -> (WayBack) Subject.of(text), "The way back that is tried");

  /** The key of the cancelled rollback that is undone. */
  public static final Input<String> UNDOES =
      Input.text("undoes", text -> text, "The cancelled rollback that is undone");

  public static final Input<String> ROLLBACK =
      Input.text("rollback", text -> text, "The key of the rollback to cancel")
          .from(Choices.RUNNING_ROLLBACKS);

  /** Of the demo. */
  public static final Input<String> RELEASE =
      Input.text("release", text -> text, "The release that the demo deploys");

  public static final Input<Instant> BROKEN_SINCE =
      Input.text(
          "brokenSince", Inputs::instant, "When it began to fail, UTC ISO 8601; for the metrics");

  public static final Input<Instant> NOTICED =
      Input.text("noticed", Inputs::instant, "When that was noticed, UTC ISO 8601");

  private Inputs() {}

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new RequestRefused(
          "«" + text + "» is no time",
          "brokenSince, noticed",
          "Write it in UTC, such as 2026-11-21T03:12:00Z.");
    }
  }
}
