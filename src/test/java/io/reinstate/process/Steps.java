package io.reinstate.process;

import static java.util.Map.entry;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.engine.Variable;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.snapshot.SnapshotId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/**
 * Stand-ins for the steps, under the names of their beans. Each writes the variables the real one
 * writes when all goes well, unless the test says otherwise for its next run.
 */
public final class Steps {

  static final String STABLE = "shop/initial-20260101T000000.000Z";
  static final String OLDER = "shop/older-20250101T000000.000Z";
  static final String SAFETY = "shop/pre-rollback-20260201T000000.000Z";
  static final String BROKEN = "The disk is gone (stand-in). Mount it.";
  public static final String TAKEN = "shop/manual-20260202T000000.000Z";

  static final String COMMIT = "0123456789012345678901234567890123456789";
  static final String BUILT = "shop/release-20260203T000000.000Z";

  private static final List<String> OPTIONS = List.of("toggle", "release", "removal");

  private final Map<String, Consumer<DelegateExecution>> usual =
      Map.ofEntries(
          entry("claimApplication", Steps::claim),
          entry("planRollback", this::plan),
          entry("planDeployment", this::plan),
          entry("planOperation", this::planOperation),
          entry("recordDecision", Steps::decide),
          entry("recordForcedRun", execution -> Variables.APPROVED.set(execution, true)),
          entry("readChecklist", execution -> Variables.CHECKLIST.set(execution, null)),
          entry("recordChecklist", execution -> {}),
          entry("stageTarget", Steps::stage),
          entry("exchangeDatabases", execution -> {}),
          entry("migrateSchemaDown", execution -> {}),
          entry("putPreviousDataBack", execution -> {}),
          entry("stopServices", execution -> {}),
          entry("exchangeFiles", execution -> {}),
          entry("buildArtifacts", execution -> {}),
          entry("installDependencies", execution -> {}),
          entry("startServices", execution -> {}),
          entry("startPreviousVersion", execution -> {}),
          entry("putPreviousFilesBack", execution -> {}),
          entry("putPreviousStateBack", execution -> {}),
          entry("checkHealth", Steps::healthy),
          entry("readStep", Steps::step),
          entry("recordStep", execution -> {}),
          entry("verifyStep", Steps::healthy),
          entry("checkStability", execution -> Variables.STABILITY.set(execution, "stable")),
          entry("confirmRollback", execution -> Variables.RESTORED.set(execution, true)),
          entry("confirmDeployment", execution -> {}),
          entry("startMinimalServer", Steps::minimalServer),
          entry(
              "takeSafetySnapshot",
              execution -> Variables.SAFETY_SNAPSHOT.set(execution, SnapshotId.parse(SAFETY))),
          entry("chooseOption", this::choose),
          entry("findRelease", Steps::release),
          entry(
              "buildRelease",
              execution -> Variables.TARGET.set(execution, SnapshotId.parse(BUILT))),
          entry("recordKnownGood", execution -> {}),
          entry(
              "takeSnapshot",
              execution -> Variables.SNAPSHOT.set(execution, SnapshotId.parse(TAKEN))),
          entry("findWhatToPutBack", Steps::exchanged),
          entry("cancelRollback", execution -> {}),
          entry("startIdleColour", execution -> {}),
          entry("switchTraffic", execution -> {}),
          entry("verifyTraffic", Steps::healthy),
          entry("switchTrafficBack", execution -> {}),
          entry("setToggles", execution -> {}),
          entry("applyToggles", execution -> {}),
          entry("confirmToggles", Steps::healthy),
          entry("keepToggles", execution -> Variables.RESTORED.set(execution, true)),
          entry("putTogglesBack", execution -> {}),
          entry("markSnapshotStable", execution -> {}));

  private final Map<String, Deque<Consumer<DelegateExecution>>> scripts = new HashMap<>();
  private final List<String> taken = new ArrayList<>();
  private int plans;
  private int options;

  /** The names of all stand-ins. */
  Set<String> names() {
    return usual.keySet();
  }

  JavaDelegate standIn(String name) {
    return execution -> take(name, execution);
  }

  /** The demo's bean, which its model calls by an expression. */
  DemoShop demoShop() {
    return new DemoShop(this);
  }

  private void take(String name, DelegateExecution execution) {
    taken.add(name);
    var script = scripts.getOrDefault(name, new ArrayDeque<>()).poll();
    if (script == null) {
      usual.get(name).accept(execution);
    } else {
      script.accept(execution);
    }
  }

  /** Says what the next run of a step does; said twice, the second is for the run after it. */
  public Script when(String name) {
    if (!usual.containsKey(name)) {
      throw new IllegalArgumentException("There is no step " + name);
    }
    return new Script(name);
  }

  /**
   * The steps that ran, in their order, those of called processes included; failed runs too. Not
   * the one that looks whether there is a checklist, for it runs before every approval.
   */
  public List<String> taken() {
    return taken.stream().filter(step -> !step.equals("readChecklist")).toList();
  }

  /** The message a failed step carries. */
  public static String message(RollbackError error) {
    return refused(error).getMessage();
  }

  private static ReinstateException refused(RollbackError error) {
    return new RequestRefused("The test wants " + error, "stand-in", "Look at " + error + ".");
  }

  void reset() {
    scripts.clear();
    taken.clear();
    plans = 0;
    options = 0;
  }

  private static void claim(DelegateExecution execution) {
    execution.setProcessBusinessKey("shop-0001");
    Variables.REQUESTER.set(execution, "olivia");
  }

  private void plan(DelegateExecution execution) {
    plans++;
    Variables.DRY_RUN.set(execution, Variables.DRY_RUN.find(execution).orElse(false));
    Variables.FORCED.set(execution, Variables.FORCED.find(execution).orElse(false));
    Variables.MAY_KEEP_DATA.set(execution, false);
    Variables.BUILDS.set(execution, false);
    Variables.STEP_COUNT.set(execution, 2);
    var newest = Variables.TRIED.find(execution).isEmpty() ? STABLE : OLDER;
    var target = Variables.TARGET.find(execution).orElse(SnapshotId.parse(newest));
    Variables.RUNBOOK.set(execution, new Subjects(KnownRunbooks.ALL).runbook(execution).id());
    Variables.PLAN.set(execution, "shop-0001." + plans);
    Variables.PLAN_SUMMARY.set(execution, "Back to " + target);
    Variables.TARGET.set(execution, target);
  }

  private void planOperation(DelegateExecution execution) {
    plan(execution);
    Variables.STOPS.set(execution, true);
  }

  /** The options of the component are its toggle, its files from a release and its removal. */
  private void choose(DelegateExecution execution) {
    options++;
    var kind = options > OPTIONS.size() ? null : OPTIONS.get(options - 1);
    Variables.RUNBOOK.set(execution, new Subjects(KnownRunbooks.ALL).runbook(execution).id());
    Variables.DRY_RUN.set(execution, Variables.DRY_RUN.find(execution).orElse(false));
    Variables.TARGET.set(execution, null);
    Variables.WAY.set(execution, kind);
    if (kind != null) {
      execution.setVariable(
          Variables.OPTION.name(), "component uploads option " + options + " " + kind);
    }
  }

  private static void release(DelegateExecution execution) {
    Variables.REVISION.set(execution, COMMIT);
    Variables.RUNBOOK.set(execution, new Subjects(KnownRunbooks.ALL).runbook(execution).id());
    Variables.SCHEMA_VERSION.set(execution, Variables.SCHEMA_VERSION.find(execution).orElse(null));
  }

  private static void stage(DelegateExecution execution) {
    Variables.EXCHANGES_DATA.set(execution, false);
    Variables.MIGRATES.set(execution, false);
    Variables.INSTALLS.set(execution, false);
  }

  private static void step(DelegateExecution execution) {
    Variables.STEP_TITLE.set(execution, "Restart the search");
    Variables.STEP_SERVICE.set(execution, new ServiceId("search"));
    Variables.FAILURE.set(execution, null);
  }

  private static void decide(DelegateExecution execution) {
    Variables.APPROVER.set(execution, "samir");
    Variables.APPROVED.set(
        execution, Set.of("approve", "keep-data").contains(Variables.DECISION.get(execution)));
  }

  private static void healthy(DelegateExecution execution) {
    Variables.VERDICT.set(execution, "healthy");
    Variables.HEALTH.set(execution, "All probes are healthy.");
  }

  private static void exchanged(DelegateExecution execution) {
    Variables.PLAN.set(execution, "shop-0001.1");
    Variables.EXCHANGED.set(execution, true);
  }

  private static void minimalServer(DelegateExecution execution) {
    Variables.MINIMAL_SERVER.set(execution, "The minimal server answers.");
  }

  /** What one run of one step does. */
  final class Script {

    private final String name;

    private Script(String name) {
      this.name = name;
    }

    /** What it usually does, but one variable becomes this. */
    void sets(Variable<?> variable, Object value) {
      add(
          execution -> {
            usual.get(name).accept(execution);
            execution.setVariable(variable.name(), value);
          });
    }

    /** What it usually does, but two variables become these. */
    void sets(Variable<?> first, Object value, Variable<?> second, Object other) {
      add(
          execution -> {
            usual.get(name).accept(execution);
            execution.setVariable(first.name(), value);
            execution.setVariable(second.name(), other);
          });
    }

    /** The probes' answer where they are not content, and what they said. */
    void answers(String verdict, String sentence) {
      add(
          execution -> {
            Variables.VERDICT.set(execution, verdict);
            Variables.HEALTH.set(execution, sentence);
            Variables.FAILURE.set(execution, sentence);
          });
    }

    /** What it usually does. */
    void succeeds() {
      add(usual.get(name));
    }

    /** A failure that the diagrams draw. */
    void fails(RollbackError error) {
      add(
          execution -> {
            throw error.because(refused(error));
          });
    }

    /** A failure that nobody drew: the engine tries again, then it is an incident. */
    void breaks() {
      add(
          execution -> {
            throw new RequestRefused("The disk is gone", "stand-in", "Mount it.");
          });
    }

    private void add(Consumer<DelegateExecution> act) {
      scripts.computeIfAbsent(name, key -> new ArrayDeque<>()).add(act);
    }
  }

  /** Public, because expressions call public types only. */
  public static final class DemoShop {

    private final Steps steps;

    private DemoShop(Steps steps) {
      this.steps = steps;
    }

    public void deploy(String release) {
      steps.taken.add("deploy " + release);
    }
  }
}
