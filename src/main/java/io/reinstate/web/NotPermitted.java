package io.reinstate.web;

import io.reinstate.ReinstateException;

/** Somebody uses an endpoint that is not for them. */
public final class NotPermitted extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private NotPermitted(String what, String where, String next) {
    super(what, where, next);
  }

  public static NotPermitted toAnybody(String call) {
    return new NotPermitted("This endpoint is open to nobody", call, "See docs/api.md.");
  }

  public static NotPermitted to(String person, String call, Who who) {
    return new NotPermitted(
        "«%s» may not do this: it is for %s".formatted(person, who.title()),
        call,
        "Ask one of them, or an administrator for the group.");
  }
}
