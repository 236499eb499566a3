package io.reinstate.traffic;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.change.Change;
import io.reinstate.change.Kind;
import io.reinstate.change.Noted;
import java.util.function.Supplier;

/**
 * Traffic that is led to another colour.
 *
 * @param from the colour that serves before
 * @param to is asked for when it is exchanged
 */
record TrafficChange(Traffic traffic, Application application, ColourId from, Supplier<ColourId> to)
    implements Change {

  @Override
  public Noted noted() {
    return new Noted(Kind.TRAFFIC, from.value());
  }

  @Override
  public void exchange() {
    traffic.switchTo(application, to.get());
  }

  @Override
  public void putBack() {
    traffic.switchTo(application, from);
  }

  @Override
  public void confirm() {}

  @Override
  public State state() {
    return traffic.active(application).equals(from) ? State.NONE : State.LIVE;
  }
}
