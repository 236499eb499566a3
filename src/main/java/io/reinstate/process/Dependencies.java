package io.reinstate.process;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.CommandSpec;
import io.reinstate.release.HomeCommands;
import io.reinstate.rollback.Installs;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.RequestRefused;
import java.util.List;
import org.springframework.stereotype.Component;

/** Package dependencies that follow the files of a plan, forth and back. */
@Component
class Dependencies {

  private static final String PURPOSE = "the installation";

  private final HomeCommands commands;

  Dependencies(HomeCommands commands) {
    this.commands = commands;
  }

  /**
   * Installs what the restored files say, if the plan wants that. A second run runs all commands
   * again.
   *
   * @param exchange the key of the exchange of the plan's files
   */
  void install(Plan plan, Application application, String exchange) {
    if (!plan.acts(PlannedAct.InstallDependencies.class).isEmpty()) {
      commands.run(application, approved(plan, application), PURPOSE, key(exchange));
    }
  }

  /** Installs what the previous files say, if the installation had begun. */
  void installPrevious(Plan plan, Application application, String exchange) {
    if (!plan.acts(PlannedAct.InstallDependencies.class).isEmpty()
        && commands.begun(application, key(exchange))) {
      commands.run(application, wanted(plan, application), PURPOSE, key(exchange));
    }
  }

  private static List<CommandSpec> approved(Plan plan, Application application) {
    var catalog = wanted(plan, application);
    var planned = plan.acts(PlannedAct.InstallDependencies.class);
    if (!planned.contains(PlannedAct.InstallDependencies.of(catalog))) {
      throw new RequestRefused(
          "The catalog has other install commands than the plan that was approved",
          plan.subject().toString(),
          "Start the rollback again.");
    }
    return catalog;
  }

  private static List<CommandSpec> wanted(Plan plan, Application application) {
    return Installs.of(plan.runbook(), plan.subject(), application, plan.changes());
  }

  private static String key(String exchange) {
    return exchange + "-install";
  }
}
