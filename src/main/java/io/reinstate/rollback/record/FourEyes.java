package io.reinstate.rollback.record;

import io.reinstate.ReinstateException;

/**
 * Somebody tried to decide about what they asked for themselves, or without saying who they are.
 */
public final class FourEyes extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private FourEyes(String what, String where, String next) {
    super(what, where, next);
  }

  static FourEyes requester(String requester, String plan) {
    return new FourEyes(
        requester + " asked for this rollback and cannot decide about it",
        "plan " + plan,
        "Somebody else of the approving group has to open the task and decide.");
  }

  static FourEyes nobody(String plan) {
    return new FourEyes(
        "A decision needs a person who is logged in",
        "plan " + plan,
        "Log in and complete the approval task.");
  }

  static FourEyes forced(String person, String plan) {
    return new FourEyes(
        person + " did not ask for this rollback and cannot force it",
        "plan " + plan,
        "Approve or refuse it in its task.");
  }

  static FourEyes missing(String plan) {
    return new FourEyes(
        "This plan was never approved, so it does not run",
        "plan " + plan,
        "Cancel this rollback in Cockpit and start it again; approvals are given in their task.");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
