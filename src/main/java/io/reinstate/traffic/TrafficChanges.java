package io.reinstate.traffic;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.change.Change;
import io.reinstate.change.ChangeKind;
import io.reinstate.change.Kind;
import io.reinstate.change.Noted;
import org.springframework.stereotype.Component;

/** Changes of the traffic. */
@Component
public final class TrafficChanges implements ChangeKind {

  private final Traffic traffic;

  public TrafficChanges(Traffic traffic) {
    this.traffic = traffic;
  }

  /**
   * New requests led to another colour.
   *
   * @param from the colour that serves now
   */
  public Change planned(Application application, ColourId from, ColourId to) {
    return new TrafficChange(traffic, application, from, () -> to);
  }

  @Override
  public boolean knows(Kind kind) {
    return kind == Kind.TRAFFIC;
  }

  @Override
  public Change reopen(Application application, String key, Noted noted) {
    return new TrafficChange(traffic, application, new ColourId(noted.of()), Change.onlyPlanned());
  }
}
