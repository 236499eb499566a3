package io.reinstate.process.failure;

import io.reinstate.process.Variables;
import io.reinstate.rollback.RequestRefused;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** What whoever takes over says they did, in the task of every model. */
public final class Resolution {

  private Resolution() {}

  /** Forgets what was told in an earlier task of the same run: it answers that one only. */
  public static void forget(DelegateTask task) {
    if (Variables.RESOLUTION.find(task).isPresent()) {
      Variables.RESOLUTION.set(task, null);
    }
  }

  /**
   * Goes on only where something was told. It runs in the transaction in which the task is
   * completed, so that a refusal is seen there, and the task stays open.
   */
  public static void require(DelegateTask task) {
    if (Variables.RESOLUTION.find(task).isEmpty()) {
      throw new RequestRefused(
          "Nobody will know what you did",
          "resolution",
          "Write one sentence, and complete the task again.");
    }
  }
}
