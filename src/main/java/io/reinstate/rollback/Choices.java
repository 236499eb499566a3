package io.reinstate.rollback;

/** Lists that people choose an input from, as they are when the form opens. */
public enum Choices {
  APPLICATIONS,
  MODULES,
  PHASES,
  SERVICES,
  DATABASES,
  COMPONENTS,
  TOGGLES,
  COLOURS,
  /** Known good releases, newest first. */
  RELEASES,
  /** All snapshots, newest first. */
  SNAPSHOTS,
  STABLE_SNAPSHOTS,
  /** Those that recorded how toggles stood. */
  SNAPSHOTS_WITH_TOGGLES,
  RUNNING_ROLLBACKS
}
