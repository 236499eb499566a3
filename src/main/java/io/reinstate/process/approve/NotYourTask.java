package io.reinstate.process.approve;

import io.reinstate.ReinstateException;
import java.util.List;

/** Somebody works on a task that is not for them. */
public final class NotYourTask extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private NotYourTask(String what, String where, String next) {
    super(what, where, next);
  }

  public static NotYourTask of(String person, String task, List<String> candidates) {
    return new NotYourTask(
        person + " may not work on this task: it is for " + String.join(", ", candidates),
        "task " + task,
        "Ask one of them.");
  }

  /** Whoever may open a task and still may not decide in it. */
  static NotYourTask decision(String what, String where, String next) {
    return new NotYourTask(what, where, next);
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
