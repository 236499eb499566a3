package io.reinstate.toggle;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.change.Change;
import io.reinstate.change.ChangeKind;
import io.reinstate.change.Kind;
import io.reinstate.change.Noted;
import org.springframework.stereotype.Component;

/** Changes of toggles. */
@Component
public final class ToggleChanges implements ChangeKind {

  private final Toggles toggles;

  public ToggleChanges(Toggles toggles) {
    this.toggles = toggles;
  }

  /**
   * A toggle with another value.
   *
   * @param key of the act
   */
  public Change planned(Application application, String key, ToggleId id, String value) {
    return new ToggleChange(toggles, application, key, id, () -> value);
  }

  @Override
  public boolean knows(Kind kind) {
    return kind == Kind.TOGGLE;
  }

  @Override
  public Change reopen(Application application, String key, Noted noted) {
    return new ToggleChange(
        toggles, application, key, new ToggleId(noted.of()), Change.onlyPlanned());
  }
}
