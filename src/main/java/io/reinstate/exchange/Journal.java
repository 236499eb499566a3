package io.reinstate.exchange;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.SnapshotId;
import java.time.Instant;

/**
 * How far an exchange is: {@code journal.json}. It stays after the exchange is confirmed or
 * reverted, so that a second run of either is recognised.
 *
 * @param home the real path of the home directory it belongs to
 * @param selection what was selected, in words
 * @param changed when the state became this
 */
record Journal(
    State state,
    ApplicationId application,
    SnapshotId snapshot,
    String selection,
    String home,
    Instant changed) {

  /** The states, in the order they are passed through. */
  enum State {
    STAGED,
    EXCHANGING,
    EXCHANGED,
    REVERTING,
    PUT_BACK,
    REVERTED,
    CONFIRMING,
    CONFIRMED;

    /** Whether the live tree is or may be another than before, and can still be put back. */
    boolean isUnconfirmed() {
      return this == EXCHANGING || this == EXCHANGED || this == REVERTING;
    }

    /** Whether it is past its point of no return. */
    boolean isConfirmed() {
      return this == CONFIRMING || this == CONFIRMED;
    }

    /** Whether nothing more happens to it. */
    boolean isFinished() {
      return this == REVERTED || this == CONFIRMED;
    }
  }

  Journal in(State next, Instant now) {
    return new Journal(next, application, snapshot, selection, home, now);
  }

  boolean isFor(SnapshotId other, Selection wanted) {
    return snapshot.equals(other) && selection.equals(wanted.toString());
  }
}
