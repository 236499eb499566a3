package io.reinstate.process.task;

import io.reinstate.ReinstateException;

/** There is no task of that id. */
public final class NoSuchTask extends ReinstateException {

  private static final long serialVersionUID = 1L;

  NoSuchTask(String task) {
    super("There is no such task", "task " + task, "GET /api/tasks lists those that wait for you.");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
