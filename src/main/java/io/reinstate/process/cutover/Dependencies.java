package io.reinstate.process.cutover;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.release.HomeCommands;
import io.reinstate.release.Installations;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.RequestRefused;
import java.util.List;
import org.springframework.stereotype.Component;

/** Package dependencies that follow the files of a plan, there and back. */
@Component
class Dependencies {

  private final Installations installations;
  private final HomeCommands commands;

  Dependencies(Installations installations, HomeCommands commands) {
    this.installations = installations;
    this.commands = commands;
  }

  /**
   * Installs what the restored files say, if the plan wants that and it is not there already. A
   * second run asks again.
   *
   * @param exchange the key of the exchange of the plan's files
   */
  void install(Plan plan, Application application, String exchange) {
    if (!plan.acts(PlannedAct.InstallDependencies.class).isEmpty()) {
      installations.install(application, approved(plan, application), key(exchange));
    }
  }

  /** Installs what the previous files say, if the installation had begun. */
  void installPrevious(Plan plan, Application application, String exchange) {
    if (!plan.acts(PlannedAct.InstallDependencies.class).isEmpty()
        && commands.begun(application, key(exchange))) {
      installations.install(application, wanted(plan, application), key(exchange));
    }
  }

  private static List<PhaseSpec> approved(Plan plan, Application application) {
    var catalog = wanted(plan, application);
    var commands =
        PlannedAct.InstallDependencies.of(PlannedAct.InstallDependencies.commands(catalog))
            .commands();
    if (plan.acts(PlannedAct.InstallDependencies.class).stream()
        .noneMatch(act -> act.commands().equals(commands))) {
      throw new RequestRefused(
          "The catalog has other install commands than the plan that was approved",
          plan.subject().toString(),
          "Start the rollback again.");
    }
    return catalog;
  }

  private static List<PhaseSpec> wanted(Plan plan, Application application) {
    return plan.runbook().installs(application, plan.subject(), plan.changes());
  }

  private static String key(String exchange) {
    return exchange + "-install";
  }
}
