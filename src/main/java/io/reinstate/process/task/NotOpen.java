package io.reinstate.process.task;

import io.reinstate.ReinstateException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A task is completed, is gone with its rollback, or is somebody else's. */
public final class NotOpen extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private NotOpen(String what, String task, String next) {
    super(what, "task " + task, next);
  }

  static NotOpen claimed(String task, String by) {
    return new NotOpen(
        "It is claimed by " + by, task, "Ask them to complete it, or to give it back.");
  }

  static NotOpen completed(String task, String by, Instant at) {
    return new NotOpen(
        "It was completed by " + by + " at " + at.truncatedTo(ChronoUnit.SECONDS),
        task,
        "What they answered counts; see the rollback.");
  }

  static NotOpen ended(String task) {
    return new NotOpen(
        "It ended without an answer: its rollback was cancelled, or went on without it",
        task,
        "See the rollback.");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
