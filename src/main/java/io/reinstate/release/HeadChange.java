package io.reinstate.release;

import io.reinstate.catalog.application.Application;
import io.reinstate.change.Change;
import io.reinstate.change.ChangedByOthers;
import io.reinstate.change.Kind;
import io.reinstate.change.Noted;
import java.util.function.Supplier;

/**
 * The head of the live repository that moves to another commit.
 *
 * @param commit its full id; is asked for when it is exchanged
 */
record HeadChange(Heads heads, Application application, String key, Supplier<String> commit)
    implements Change {

  @Override
  public Noted noted() {
    return Noted.the(Kind.HEAD);
  }

  @Override
  public void exchange() {
    heads.move(application, commit.get(), key);
  }

  /** Somebody who looks at another branch meanwhile does not keep the application down. */
  @Override
  public void putBack() {
    try {
      heads.putBack(application, key);
    } catch (HeadNotMoved e) {
      throw new ChangedByOthers(e);
    }
  }

  @Override
  public void confirm() {
    heads.confirm(application, key);
  }

  @Override
  public State state() {
    return heads.isMoved(application, key) ? State.LIVE : State.NONE;
  }
}
