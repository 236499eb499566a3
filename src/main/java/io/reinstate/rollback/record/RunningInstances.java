package io.reinstate.rollback.record;

/** Tells whether a process instance still runs. The engine answers; rules ask. */
@FunctionalInterface
public interface RunningInstances {

  /** Whether the instance has not ended, in whatever way. */
  boolean isRunning(String instance);
}
