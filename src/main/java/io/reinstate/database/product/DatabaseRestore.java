package io.reinstate.database.product;

import java.nio.file.Path;
import java.time.Duration;

/**
 * One restore of a database; whoever calls has looked at {@link #state} first. Each step can be cut
 * off anywhere and run again.
 */
public interface DatabaseRestore {

  RestoreState state();

  /** Makes the new database; what an earlier run left half-made is made anew. */
  void prepare(Path dump);

  /** Asks the new one before it is exchanged. */
  Questions askPrepared();

  /**
   * From PREPARED or EXCHANGING to EXCHANGED. When it fails, the live one is as it was.
   *
   * @return how long nobody could connect
   */
  Duration exchange();

  /** To NONE where the new one was never live, else to REVERTED. */
  void revert();

  /** Drops what is kept, from EXCHANGED or REVERTED to NONE. */
  void giveUp();
}
