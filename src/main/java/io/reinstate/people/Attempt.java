package io.reinstate.people;

import io.reinstate.storage.Sha256;
import java.util.function.BooleanSupplier;

/** Somebody's try to log in. */
public final class Attempt {

  private final String account;
  private final boolean exists;
  private final BooleanSupplier remembered;
  private final BooleanSupplier right;

  private Attempt(
      String account, boolean exists, BooleanSupplier remembered, BooleanSupplier right) {
    this.account = account;
    this.exists = exists;
    this.remembered = remembered;
    this.right = right;
  }

  /**
   * For an account that exists.
   *
   * @param remembered whether the password is the one that was right lately: quick, and may say no
   *     of a right one
   * @param right whether it is right: slow
   */
  public static Attempt at(String account, BooleanSupplier remembered, BooleanSupplier right) {
    return new Attempt(account, true, remembered, right);
  }

  /**
   * For an account that does not exist.
   *
   * @param account may be any text, even a password that went into the wrong field
   * @param wasted takes as long as a check
   */
  public static Attempt atNobody(String account, Runnable wasted) {
    return new Attempt(
        account,
        false,
        () -> false,
        () -> {
          wasted.run();
          return false;
        });
  }

  String account() {
    return account;
  }

  boolean exists() {
    return exists;
  }

  /** What tries are counted by: never a text that nobody has checked. */
  String name() {
    return exists ? account : "?" + Sha256.of(account);
  }

  boolean isRemembered() {
    return remembered.getAsBoolean();
  }

  boolean isRight() {
    return right.getAsBoolean();
  }
}
