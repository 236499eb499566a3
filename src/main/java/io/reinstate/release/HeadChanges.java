package io.reinstate.release;

import io.reinstate.catalog.application.Application;
import io.reinstate.change.Change;
import io.reinstate.change.ChangeKind;
import io.reinstate.change.Kind;
import io.reinstate.change.Noted;
import org.springframework.stereotype.Component;

/** Changes of the head of the live repository. */
@Component
public final class HeadChanges implements ChangeKind {

  private final Heads heads;

  public HeadChanges(Heads heads) {
    this.heads = heads;
  }

  /**
   * The head at another commit.
   *
   * @param key of the act
   * @param commit its full id
   */
  public Change planned(Application application, String key, String commit) {
    return new HeadChange(heads, application, key, () -> commit);
  }

  @Override
  public boolean knows(Kind kind) {
    return kind == Kind.HEAD;
  }

  @Override
  public Change reopen(Application application, String key, Noted noted) {
    return new HeadChange(heads, application, key, Change.onlyPlanned());
  }
}
