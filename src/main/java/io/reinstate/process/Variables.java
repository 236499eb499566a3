package io.reinstate.process;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.ComponentId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.PhaseId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.engine.Variable;
import io.reinstate.rollback.Input;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.ServiceOperation;
import io.reinstate.rollback.WayBack;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every variable of every runbook. */
public final class Variables {

  /** What is acted on. */
  public static final Variable<ApplicationId> APPLICATION = Variable.of(Inputs.APPLICATION);

  /** The one module it is about; unset for the whole application. */
  public static final Variable<ModuleId> MODULE = Variable.of(Inputs.MODULE);

  /** The modules that were introduced together. */
  static final Variable<PhaseId> PHASE = Variable.of(Inputs.PHASE);

  /** The one service it is about. */
  static final Variable<ServiceId> SERVICE = Variable.of(Inputs.SERVICE);

  /** The colour that is to serve. */
  static final Variable<ColourId> COLOUR = Variable.of(Inputs.COLOUR);

  /** The one component it is about. */
  public static final Variable<ComponentId> COMPONENT = Variable.of(Inputs.COMPONENT);

  /** Which of its ways back is tried; unset where a runbook has only one. */
  public static final Variable<WayBack> OPTION = Variable.of(Inputs.OPTION);

  /** What kind of way that is: {@code toggle}, {@code release} or {@code removal}. */
  public static final Variable<String> WAY = Variable.text("way");

  /** Which ways back were tried in vain, and why. */
  public static final Variable<String> TRIES = Variable.text("tries");

  /** The version to which a schema goes back. */
  public static final Variable<String> SCHEMA_VERSION = Variable.of(Inputs.SCHEMA_VERSION);

  /** What is done to services: {@code start}, {@code stop} or {@code restart}. */
  public static final Variable<ServiceOperation> OPERATION = Variable.of(Inputs.OPERATION);

  /** Whether something is stopped before services start, or instead. */
  public static final Variable<Boolean> STOPS = Variable.flag("stops");

  /** The one database it is about. */
  public static final Variable<DatabaseId> DATABASE = Variable.of(Inputs.DATABASE);

  /** The toggles that are to be set; a JSON list of names, as a form gives it. */
  static final Variable<List<ToggleId>> TOGGLES = Variable.of(Inputs.TOGGLES);

  /** Whether it ends with the plan, and nothing is touched. */
  public static final Variable<Boolean> DRY_RUN = Variable.of(Inputs.DRY_RUN);

  /** The runbook that was started, for what it calls. */
  public static final Variable<String> RUNBOOK = Variable.text("runbook");

  /** Whether the emergency rollback restored it that took over. */
  static final Variable<Boolean> RESTORED_BY_EMERGENCY = Variable.flag("restoredByEmergency");

  /** The snapshot to go back to. */
  public static final Variable<SnapshotId> TARGET = Variable.of(Inputs.TARGET);

  /** The release to go back to: a tag, a branch or a commit; once found, the commit's full id. */
  public static final Variable<String> REVISION = Variable.of(Inputs.REVISION);

  /** A snapshot that was tried in vain and is not tried again. */
  public static final Variable<String> TRIED = Variable.text("tried");

  /** Why, in the requester's words. */
  public static final Variable<String> REASON = Variable.of(Inputs.REASON);

  /** When it began to fail, if whoever asked knows. */
  public static final Variable<Instant> BROKEN_SINCE = Variable.of(Inputs.BROKEN_SINCE);

  /** When that was noticed. */
  public static final Variable<Instant> NOTICED = Variable.of(Inputs.NOTICED);

  /** Who asked. */
  public static final Variable<String> REQUESTER = Variable.text("requester");

  /** The id of the plan that is to run. */
  public static final Variable<String> PLAN = Variable.text("plan");

  /** The plan in words. */
  public static final Variable<String> PLAN_SUMMARY = Variable.text("planSummary");

  /** {@code approve}, {@code keep-data}, {@code force} or {@code refuse}. */
  public static final Variable<String> DECISION = Variable.text("decision");

  /** Whether the decision lets the plan run. */
  public static final Variable<Boolean> APPROVED = Variable.flag("approved");

  /** Why it was approved or refused. */
  public static final Variable<String> DECISION_REASON = Variable.text("decisionReason");

  /** Who decided. */
  public static final Variable<String> APPROVER = Variable.text("approver");

  /** The group that may approve, from the authority table. */
  public static final Variable<String> APPROVER_GROUP = Variable.text("approverGroup");

  /** How long the approvers have (ISO 8601) before the next group is called. */
  static final Variable<String> APPROVAL_DEADLINE = Variable.text("approvalDeadline");

  /** The group that is called when the deadline passes. */
  public static final Variable<String> NEXT_APPROVER_GROUP = Variable.text("nextApproverGroup");

  /** The group whose members may do without checklist and approval; empty: nobody. */
  public static final Variable<String> FORCING_GROUP = Variable.text("forcingGroup");

  /** Whether the requester does without checklist and approval. */
  public static final Variable<Boolean> FORCED = Variable.of(Inputs.FORCED);

  /**
   * Whether the plan would replace what customers wrote, and something else that can go without.
   */
  public static final Variable<Boolean> MAY_KEEP_DATA = Variable.flag("mayKeepData");

  /** Which checklist it is, {@code before} or {@code after}; for the form. */
  public static final Variable<String> CHECKLIST_NAME = Variable.text("checklistName");

  /** What is to be ticked off, an item a line; for the form. */
  public static final Variable<String> CHECKLIST = Variable.text("checklist");

  /** Which items were ticked, from 1 on; a JSON list, as a form gives it. */
  public static final Variable<Set<Integer>> TICKED = Variable.of("ticked", Variables::numbers);

  /** What was noted about the checklist. */
  public static final Variable<String> CHECKLIST_NOTE = Variable.text("checklistNote");

  /** Who worked through the checklist, in Markdown; for whoever decides. */
  public static final Variable<String> CHECKLIST_DONE = Variable.text("checklistDone");

  /** What a snapshot is called. */
  public static final Variable<SnapshotLabel> LABEL = Variable.of(Inputs.LABEL);

  /** Whether the new snapshot is to be marked stable. */
  public static final Variable<Boolean> MARK_STABLE = Variable.of(Inputs.MARK_STABLE);

  /** The snapshot that was taken. */
  public static final Variable<SnapshotId> SNAPSHOT = Variable.of(Inputs.SNAPSHOT);

  /** Whether the plan that runs does something to databases. */
  public static final Variable<Boolean> EXCHANGES_DATA = Variable.flag("exchangesData");

  /** Whether it takes a schema back instead of restoring a dump. */
  public static final Variable<Boolean> MIGRATES = Variable.flag("migrates");

  /** Whether it builds what its target lacks. */
  public static final Variable<Boolean> BUILDS = Variable.flag("builds");

  /** Whether it installs package dependencies again. */
  public static final Variable<Boolean> INSTALLS = Variable.flag("installs");

  /** The snapshot of the state before the rollback. */
  public static final Variable<SnapshotId> SAFETY_SNAPSHOT =
      Variable.of("safetySnapshot", SnapshotId::parse);

  /** {@code healthy}, {@code unhealthy} or {@code unknown}. */
  public static final Variable<String> VERDICT = Variable.text("verdict");

  /** What the probes said, a line each. */
  public static final Variable<String> HEALTH = Variable.text("health");

  /**
   * {@code stable}, {@code watching} or, after one look that found it unhealthy, {@code doubtful}.
   */
  public static final Variable<String> STABILITY = Variable.text("stability");

  /** Whether an emergency ended the watch. */
  public static final Variable<Boolean> GAVE_WAY = Variable.flag("gaveWay");

  /** Until when it is watched. */
  public static final Variable<Instant> WATCH_UNTIL = Variable.of("watchUntil", Instant::parse);

  /** How long after one look the next one is due (ISO 8601). */
  public static final Variable<String> WATCH_INTERVAL = Variable.text("watchInterval");

  /** What went wrong, where, and what to do next. */
  public static final Variable<String> FAILURE = Variable.text("failure");

  /** Whether the head of the live repository stayed elsewhere when the files were put back. */
  public static final Variable<Boolean> HEAD_NOT_BACK = Variable.flag("headNotBack");

  /** How the application stands when somebody has to take over, in Markdown. */
  public static final Variable<String> STATE_NOW = Variable.text("stateNow");

  /** What the minimal server does. */
  public static final Variable<String> MINIMAL_SERVER = Variable.text("minimalServer");

  /** Whether the rollback reached its target. */
  public static final Variable<Boolean> RESTORED = Variable.flag("restored");

  /** Which level is next when this one did not help; a sentence. */
  public static final Variable<String> NEXT_LEVEL = Variable.text("nextLevel");

  /** How many steps people carry out by hand. */
  public static final Variable<Integer> STEP_COUNT = Variable.of("stepCount", Integer::valueOf);

  /** What a person does by hand now. */
  public static final Variable<String> STEP_TITLE = Variable.text("stepTitle");

  /** How, in Markdown. */
  public static final Variable<String> STEP_INSTRUCTIONS = Variable.text("stepInstructions");

  /** The service that is verified when the step is done. */
  public static final Variable<ServiceId> STEP_SERVICE = Variable.of("stepService", ServiceId::new);

  /** {@code done}, {@code not-applicable} or {@code stuck}. */
  public static final Variable<String> STEP_ANSWER = Variable.text("stepAnswer");

  /** What shows that it is done, or why it is not. */
  public static final Variable<String> EVIDENCE = Variable.text("evidence");

  /** What a person did who took over. */
  public static final Variable<String> RESOLUTION = Variable.text("resolution");

  /** The key of the rollback that is to be cancelled. */
  public static final Variable<String> ROLLBACK = Variable.of(Inputs.ROLLBACK);

  /** The key of the cancelled rollback that is undone. */
  public static final Variable<String> UNDOES = Variable.of(Inputs.UNDOES);

  /** What models of before the journal of changes ask: {@code files}, whatever was begun. */
  public static final Variable<String> BEGUN = Variable.text("begun");

  /** Whether something is live, and not confirmed, for which services have to stop. */
  public static final Variable<Boolean> EXCHANGED = Variable.flag("exchanged");

  /** The release a demo deploys. */
  public static final Variable<String> RELEASE = Variable.of(Inputs.RELEASE);

  /** The names of all of them, by the constants of this class. */
  public static Set<String> names() {
    return Arrays.stream(Variables.class.getDeclaredFields())
        .filter(field -> field.getType() == Variable.class)
        .map(Variables::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(Field constant) {
    try {
      return ((Variable<?>) constant.get(null)).name();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(constant + " cannot be read", e);
    }
  }

  private static Set<Integer> numbers(String json) {
    try {
      return Input.texts(json).map(Integer::valueOf).collect(Collectors.toUnmodifiableSet());
    } catch (NumberFormatException e) {
      throw new RequestRefused(
          "«" + json + "» are no numbers", "ticked", "Write those of the items: [\"1\",\"2\"].");
    }
  }

  private Variables() {}
}
