package io.reinstate.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * One thing that people do with an application whose live release is broken, and the ends it may
 * come to however often a node dies meanwhile. A new runbook is one more class, and one more line
 * in {@link #ALL}.
 */
interface Scenario {

  List<Scenario> ALL =
      List.of(
          new EmergencyRollback(),
          new ModuleRollback(),
          new CancelledModuleRollback(),
          new CodeRollback(),
          new ComponentRollback(),
          new DatabaseRollback(),
          new FeatureToggleRollback(),
          new SnapshotTaking(),
          new StableMarking());

  /** Brings the application into its first state; the broken release is live already. */
  default void prepare(Act act) {}

  /** What is live before it starts. */
  default Tree before() {
    return Subject.BROKEN;
  }

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

  default String name() {
    return getClass().getSimpleName();
  }
}
