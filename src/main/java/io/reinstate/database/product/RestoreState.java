package io.reinstate.database.product;

/** How far a restore is. */
public enum RestoreState {
  /** Never begun, given up before the exchange, or confirmed. */
  NONE,
  /** Was cut off while the new one was made. */
  PREPARING,
  /** The new one is whole and stands beside the live one. */
  PREPARED,
  /** Was cut off in the exchange; nobody may reach the live one. */
  EXCHANGING,
  /** The new one is live, the former one is kept. */
  EXCHANGED,
  /** Was cut off while the former one was put back. */
  REVERTING,
  /** The former one is live again, the one that was taken away is kept. */
  REVERTED;

  /** Whether somebody has to confirm or revert it. */
  public boolean isUnconfirmed() {
    return this == EXCHANGING || this == EXCHANGED || this == REVERTING;
  }
}
