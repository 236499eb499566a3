package io.reinstate.process.cutover;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.ReleasesSpec;
import io.reinstate.release.HeadNotMoved;
import io.reinstate.release.Heads;
import io.reinstate.release.HomeCommands;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.RequestRefused;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What follows the files of a plan when another release becomes the live one, forth and back. */
@Component
class LiveRelease {

  private static final Logger LOG = LoggerFactory.getLogger(LiveRelease.class);
  private static final String PURPOSE = "clearing the caches";

  private final Heads heads;
  private final HomeCommands commands;

  LiveRelease(Heads heads, HomeCommands commands) {
    this.heads = heads;
    this.commands = commands;
  }

  /**
   * Has the live repository say which release is live, if the plan wants that. A second run
   * completes the first.
   *
   * @param exchange the key of the exchange of the plan's files
   * @throws HeadNotMoved when the head is not there; the files are for the caller to put back
   */
  void moveHead(Plan plan, Application application, String exchange) {
    plan.acts(PlannedAct.MoveHead.class)
        .forEach(act -> heads.move(application, act.commit(), exchange));
  }

  /**
   * Has it say again what it said before, and tells why not where it cannot: somebody who looks at
   * another branch meanwhile does not keep the application down. A second run does nothing.
   */
  Optional<String> putHeadBack(Plan plan, Application application, String exchange) {
    try {
      plan.acts(PlannedAct.MoveHead.class).forEach(act -> heads.putBack(application, exchange));
      return Optional.empty();
    } catch (HeadNotMoved e) {
      LOG.warn("The files are as before, the head of the repository is not. {}", e.getMessage());
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Clears the caches, if the plan wants that. A second run clears them again.
   *
   * @throws io.reinstate.ReinstateException when a command fails
   */
  void clearCaches(Plan plan, Application application, String exchange) {
    for (var act : plan.acts(PlannedAct.ClearCaches.class)) {
      commands.run(application, approved(act, application), PURPOSE, exchange + "-caches");
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
