package io.reinstate.exchange;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.change.Change;
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

  /** The states. The other names are those of earlier versions. */
  enum State {
    STAGED,
    EXCHANGING,
    EXCHANGED,
    REVERTING,
    @JsonAlias("PUT_BACK")
    REVERTED,
    @JsonAlias("CONFIRMING")
    CONFIRMED;

    /** Whether the live tree is or may be another than before, and can still be put back. */
    boolean isUnconfirmed() {
      return this == EXCHANGING || this == EXCHANGED || this == REVERTING;
    }

    /** Whether nothing more happens to it. */
    boolean isFinished() {
      return this == REVERTED || this == CONFIRMED;
    }

    Change.State ofChange() {
      return isFinished()
          ? Change.State.NONE
          : isUnconfirmed() ? Change.State.LIVE : Change.State.STAGED;
    }
  }

  Journal in(State next, Instant now) {
    return new Journal(next, application, snapshot, selection, home, now);
  }

  boolean isFor(SnapshotId other, Selection wanted) {
    return snapshot.equals(other) && selection.equals(wanted.toString());
  }
}
