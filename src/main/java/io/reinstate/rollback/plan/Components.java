package io.reinstate.rollback.plan;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ComponentId;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.WayBack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The ways back of components, in the catalog's order. It reads, and touches nothing. */
@Component
public class Components {

  private final Planner planner;
  private final WantedReleases wantedReleases;

  Components(Planner planner, WantedReleases wantedReleases) {
    this.planner = planner;
    this.wantedReleases = wantedReleases;
  }

  /**
   * What is tried next.
   *
   * @param way empty when none is left
   * @param revision the commit that its files come from, where they come from a release
   * @param passedOver which options cannot be tried, and why, a sentence each
   */
  public record Choice(Optional<WayBack> way, Optional<String> revision, List<String> passedOver) {
    public Choice {
      passedOver = List.copyOf(passedOver);
    }
  }

  /**
   * The first option of the component behind those that were tried which can be planned and would
   * change something.
   *
   * @param application as the act goes by it
   * @param asked about the component
   * @param tried how many options were tried or passed over already
   * @throws RequestRefused when a snapshot was named: the options say where files come from
   */
  public Choice next(
      Application application, RollbackRequest asked, ComponentId component, int tried) {
    if (asked.target().isPresent()) {
      throw new RequestRefused(
          "A component goes back by its options, and a snapshot was named",
          "target",
          "Leave it out, or roll a module back to it.");
    }
    var passedOver = new ArrayList<String>();
    for (var way : WayBack.all(component, application)) {
      if (way.option() > tried) {
        try {
          return choose(application, asked.about(way), way, passedOver);
        } catch (ReinstateException e) {
          passedOver.add("Option " + way.option() + " cannot be tried: " + e.getMessage());
        }
      }
    }
    return new Choice(Optional.empty(), Optional.empty(), passedOver);
  }

  private Choice choose(
      Application application, RollbackRequest request, WayBack way, List<String> passedOver) {
    if (way.comesFromRelease()) {
      var commit = wantedReleases.find(application, request).commit();
      return new Choice(Optional.of(way), Optional.of(commit), passedOver);
    }
    var plan = planner.plan(application, request.withoutRevision(), Set.of());
    if (changesNothing(plan)) {
      throw new RequestRefused(
          "It is in force already", way.toString(), "The next option is tried.");
    }
    return new Choice(Optional.of(way), Optional.empty(), passedOver);
  }

  private static boolean changesNothing(Plan plan) {
    return plan.changes().isEmpty()
        && plan.acts(PlannedAct.SetToggle.class).stream()
            .allMatch(act -> act.from().filter(act.to()::equals).isPresent());
  }
}
