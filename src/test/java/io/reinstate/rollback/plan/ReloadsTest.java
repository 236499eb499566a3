package io.reinstate.rollback.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.LiveShop;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.ClearCaches;
import io.reinstate.rollback.PlannedAct.InstallDependencies;
import io.reinstate.rollback.PlannedAct.MigrateSchemaDown;
import io.reinstate.rollback.Runbook;
import io.reinstate.runbook.KnownRunbooks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReloadsTest {

  @TempDir Path directory;
  private LiveShop shop;

  @BeforeEach
  void open() {
    shop = new LiveShop(directory, true);
    shop.reloadsCode = true;
  }

  static List<Runbook> reloading() {
    return List.of(
        KnownRunbooks.CODE_ROLLBACK,
        KnownRunbooks.DEPLOY_REVISION,
        KnownRunbooks.MODULE_ROLLBACK,
        KnownRunbooks.CONFIGURATION_ROLLBACK);
  }

  static List<Runbook> others() {
    return KnownRunbooks.ALL.runbooks().stream()
        .filter(runbook -> !reloading().contains(runbook))
        .toList();
  }

  private boolean reloads(Runbook runbook, PlannedAct... acts) {
    var everything = new FileSet.Everything();
    return !Reloads.of(runbook, shop.application(), everything, List.of(acts)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("reloading")
  void filesAloneNeedNoStandstill(Runbook runbook) {
    assertThat(reloads(runbook)).isTrue();
    assertThat(reloads(runbook, new ClearCaches(List.of("rm -rf cache")))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("others")
  void allOtherRunbooksStopAndStart(Runbook runbook) {
    assertThat(reloads(runbook)).isFalse();
  }

  @Test
  void whatIsDoneToDatabasesAndDependenciesIsDoneWhileTheServicesStandStill() {
    var migration = new MigrateSchemaDown(new DatabaseId("orders"), "3", "2");

    assertThat(reloads(KnownRunbooks.CODE_ROLLBACK, migration)).isFalse();
    assertThat(
            reloads(
                KnownRunbooks.MODULE_ROLLBACK,
                new InstallDependencies(List.of("npm ci"), Optional.empty())))
        .isFalse();
  }

  @Test
  void oneServiceThatCannotTakeUpCodeHasAllRestarted() {
    shop.reloadsCode = false;

    assertThat(reloads(KnownRunbooks.CODE_ROLLBACK)).isFalse();
  }
}
