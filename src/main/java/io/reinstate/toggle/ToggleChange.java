package io.reinstate.toggle;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.change.Change;
import io.reinstate.change.Kind;
import io.reinstate.change.Noted;
import java.util.function.Supplier;

/**
 * A toggle that gets another value. No service is made to read it.
 *
 * @param value is asked for when it is exchanged
 */
record ToggleChange(
    Toggles toggles, Application application, String key, ToggleId id, Supplier<String> value)
    implements Change {

  @Override
  public Noted noted() {
    return new Noted(Kind.TOGGLE, id.value());
  }

  @Override
  public void exchange() {
    toggles.set(application, id, value.get(), key);
  }

  @Override
  public void putBack() {
    toggles.putBack(application, id, key);
    toggles.confirm(application, id, key);
  }

  @Override
  public void confirm() {
    toggles.confirm(application, id, key);
  }

  @Override
  public State state() {
    return toggles.isSet(application, id, key) ? State.LIVE : State.NONE;
  }
}
