package io.reinstate.database;

import io.reinstate.database.product.RestoreCheckpoint;

/** Nothing handles it, just as nothing runs any more when the power is gone. */
public final class PowerFailure extends Error {

  private static final long serialVersionUID = 1L;

  /** Lets the power fail at that point; points are counted from 1. */
  public static RestoreCheckpoint at(int point) {
    var passed = new int[1];
    return () -> {
      if (++passed[0] == point) {
        throw new PowerFailure();
      }
    };
  }

  /** Does work until the power fails at that point; tells whether it did. */
  public static boolean during(Runnable work) {
    try {
      work.run();
      return false;
    } catch (PowerFailure e) {
      return true;
    }
  }
}
