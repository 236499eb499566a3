package io.reinstate.change;

import io.reinstate.catalog.application.Application;

/** Opens changes of some kinds again from what the journal notes of them. */
public interface ChangeKind {

  boolean knows(Kind kind);

  /**
   * The change that an act of that key noted, to be put back or confirmed.
   *
   * @param key of the act: letters, digits, {@code . _ # -}, at most 150
   */
  Change reopen(Application application, String key, Noted noted);
}
