package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import java.util.List;

/** Which services take up changed files by a reload, so that nothing has to stop. */
final class Reloads {

  private Reloads() {}

  /**
   * All services whose files change, if each of them takes up new code by a reload and nothing is
   * to be done while they stand still; otherwise none. None either where a link moves to another
   * release: a process that runs stays in the directory of the one it was started in.
   */
  static List<ServiceId> of(
      Runbook runbook, Application application, Subject subject, List<PlannedAct> acts) {
    var services = subject.services(application).distinct().toList();
    var reloads =
        runbook.reloads()
            && !(subject.isEverything() && application.keepsReleases())
            && acts.stream().noneMatch(Reloads::needsStandstill)
            && services.stream().allMatch(each -> application.service(each).reloadsCode());
    return reloads ? services : List.of();
  }

  private static boolean needsStandstill(PlannedAct act) {
    return act.changesData() || act instanceof PlannedAct.InstallDependencies;
  }
}
