package io.reinstate.process.cutover;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.ReleasesSpec;
import io.reinstate.release.HomeCommands;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.RequestRefused;
import java.util.List;
import org.springframework.stereotype.Component;

/** The caches of an application: new files would serve what the old ones left in them. */
@Component
class Caches {

  private static final String PURPOSE = "clearing the caches";

  private final HomeCommands commands;

  Caches(HomeCommands commands) {
    this.commands = commands;
  }

  /**
   * Clears the caches, if the plan wants that. A second run clears them again.
   *
   * @throws io.reinstate.ReinstateException when a command fails
   */
  void clear(Plan plan, Application application, String key) {
    for (var act : plan.acts(PlannedAct.ClearCaches.class)) {
      commands.run(application, approved(act, application), PURPOSE, key + "-caches");
    }
  }

  private static List<CommandSpec> approved(PlannedAct.ClearCaches act, Application application) {
    var catalog = application.releases().map(ReleasesSpec::caches).orElse(List.of());
    if (!act.equals(PlannedAct.ClearCaches.of(catalog))) {
      throw new RequestRefused(
          "The catalog has other commands for the caches than the plan that was approved",
          application.id().value(),
          "Start the rollback again.");
    }
    return catalog;
  }
}
