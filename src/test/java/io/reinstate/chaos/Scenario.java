package io.reinstate.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * One thing that people do with an application, and the ends it may come to however often a node
 * dies meanwhile. A new runbook is one more class, and one more line in {@link #all}.
 */
interface Scenario {

  /** The ways round the loop in which an application is watched. */
  Set<String> WATCH = Set.of("Task_CheckStability", "Gateway_WindowOver", "Event_NextLook");

  /** Those that this machine has the programs for. */
  static List<Scenario> all() {
    var all =
        new ArrayList<Scenario>(
            List.of(
                new EmergencyRollback(),
                new ModuleRollback(),
                new CancelledModuleRollback(),
                new CancelledFullRestore(),
                new ServiceRollback(),
                new PhaseRollback(),
                new ConfigurationRollback(),
                new CodeRollback(),
                new ComponentRollback(),
                new DatabaseRollback(),
                new FullRestore(),
                new UndoneFullRestore(),
                new FullRollback(),
                new UndoneFullRollback(),
                new FeatureToggleRollback(),
                new DeployRevision(),
                new OperateServices(),
                new ManualRollback(),
                new SnapshotTaking(),
                new StableMarking()));
    if (Balancer.installed()) {
      all.add(new TrafficRollback());
    }
    return List.copyOf(all);
  }

  /** What is live before it starts. */
  default Tree before() {
    return Subject.BROKEN;
  }

  /** What customers had written before it starts. */
  default String dataBefore() {
    return Subject.DATA;
  }

  /** What of that is there at its end. */
  default String data(Act act) {
    return dataBefore();
  }

  /** Brings the rest of the application into its first state. */
  default void prepare(Act act) {}

  /** Starts it and does what people have to do; returns when nothing is left to do for them. */
  void run(Act act, Random random);

  /**
   * What must be left behind.
   *
   * @return nothing when these outcomes are not allowed
   */
  Optional<Expected> expected(Act act, List<String> outcomes);

  /** What else is wrong with this kind of act; nothing when all is well. */
  default List<String> complaints(Act act) {
    return List.of();
  }

  /** Activities that are passed more than once in a process, because it goes round a loop. */
  default Set<String> repeated() {
    return Set.of();
  }

  /** How long it takes, before that is known better. */
  default Duration course() {
    return Duration.ofSeconds(2);
  }

  default String name() {
    return getClass().getSimpleName();
  }

  /** That, when it ended in the one way it has to end. */
  static Optional<Expected> when(List<String> outcomes, String only, Expected expected) {
    return outcomes.equals(List.of(only)) ? Optional.of(expected) : Optional.empty();
  }

  /** A complaint, unless both are the same. */
  static List<String> unlessSame(String what, Object found, Object wanted) {
    return found.equals(wanted)
        ? List.of()
        : List.of("%s: %s, not %s".formatted(what, found, wanted));
  }

  /** Complaints about dependencies that are not those of the live parts. */
  static List<String> unlessInstalled(Act act, Tree live) {
    var complaints = new ArrayList<>(unlessRun(act, "install"));
    complaints.addAll(
        unlessSame("Installed", act.subject().installed(), live.text("parts/release")));
    return complaints;
  }

  /** Complaints about a command that should have run, and may have been run again after a kill. */
  static List<String> unlessRun(Act act, String command) {
    var effects = act.traces().effects();
    var begun = effects.stream().filter((command + " begun")::equals).count();
    var ended = effects.stream().filter((command + " ended")::equals).count();
    return begun >= 1 && begun <= 2 && ended >= 1
        ? List.of()
        : List.of("%s was begun %d times, ended %d times".formatted(command, begun, ended));
  }
}
