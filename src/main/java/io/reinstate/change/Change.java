package io.reinstate.change;

import java.util.function.Supplier;

/**
 * One reversible thing that an act does to an application. Each step may be run twice, also after a
 * kill at any point: the second run completes the first. What is replaced is kept until it is
 * confirmed.
 *
 * <p>A change that was opened again from the journal can be put back and confirmed; what it would
 * stage and exchange is known to its plan alone.
 */
public interface Change {

  /** What it is, as the journal notes it. */
  Noted noted();

  /**
   * Does the slow part beside what is live, which serves on. A kind without one does nothing.
   *
   * @throws io.reinstate.ReinstateException when it failed; what is live is untouched
   */
  default void stage() {}

  /**
   * Makes it live, and keeps what that replaces.
   *
   * @throws io.reinstate.ReinstateException when it failed
   */
  void exchange();

  /**
   * Makes everything as it was before, from any point until it is confirmed, and gives up what is
   * staged. Does nothing where nothing was begun.
   *
   * @throws ChangedByOthers when it was changed by somebody else meanwhile, and so stays as it is
   * @throws io.reinstate.ReinstateException when it failed; run it again then
   */
  void putBack();

  /** Gives up what was kept: there is no way back from here, and what is live stays live. */
  void confirm();

  /** How far it is, asked of the application itself. Changes nothing. */
  State state();

  /** How far a change is. */
  enum State {
    /** Never begun, put back, or confirmed. */
    NONE,
    /** Prepared beside what is live. */
    STAGED,
    /** Live, or half so; what it replaced is kept. */
    LIVE
  }

  /** Stands for what only a plan knows, where a change is opened again from the journal. */
  static <T> Supplier<T> onlyPlanned() {
    return () -> {
      throw new IllegalStateException("Only a change of a plan can be staged and exchanged");
    };
  }
}
