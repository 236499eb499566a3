package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.health.HealthScope;
import io.reinstate.rollback.DataSince;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.ReplaceMinimalServer;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.tree.Difference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubjectsTest {

  private static final ModuleId PAYMENT = new ModuleId("payment");

  @Test
  void moduleThatWentBackHasToWork() {
    assertThat(Subjects.healthScope(plan())).isEqualTo(HealthScope.module(PAYMENT));
  }

  @Test
  void everythingHasToWorkThatWasStartedInPlaceOfTheMinimalServer() {
    var all = new ReplaceMinimalServer(List.of(new ServiceId("web")));

    assertThat(Subjects.healthScope(plan(all))).isEqualTo(HealthScope.application());
  }

  private static Plan plan(PlannedAct... acts) {
    return new Plan(
        KnownRunbooks.MODULE_ROLLBACK,
        new ApplicationId("shop"),
        new FileSet.OneModule(PAYMENT),
        Optional.empty(),
        new Difference(List.of(), List.of(), List.of(), ""),
        List.of(acts),
        List.of(),
        new DataSince(List.of(), 0, Optional.empty()),
        Optional.empty(),
        List.of(),
        Instant.parse("2026-03-01T10:00:00Z"));
  }
}
