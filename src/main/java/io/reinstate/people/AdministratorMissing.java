package io.reinstate.people;

import io.reinstate.ReinstateException;

/** There is no administrator, and none can be made. Reinstate does not start. */
final class AdministratorMissing extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private AdministratorMissing(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }

  static AdministratorMissing without(String reference, Throwable cause) {
    return new AdministratorMissing(
        "There is no administrator yet, and no password for one",
        "reinstate.administrator.password, now " + reference,
        "Set it to env:NAME or file:/PATH and put a password of at least 10 characters there, with upper and lower case, a"
            + " digit and a special character.",
        cause);
  }

  static AdministratorMissing weak(String user) {
    return new AdministratorMissing(
        "The password of " + user + " is too weak",
        "user " + user,
        "Use at least 10 characters with upper and lower case, a digit and a special character, and nothing of the user's"
            + " name.",
        null);
  }
}
