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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReloadsTest {

  @TempDir Path directory;
  private LiveShop shop;

  @BeforeEach
  void open() {
    shop = new LiveShop(directory, true);
    shop.reloadsCode = true;
  }

  private boolean reloads(Runbook runbook, PlannedAct... acts) {
    var everything = new FileSet.Everything();
    return !Reloads.of(runbook, shop.application(), everything, List.of(acts)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Runbook.class,
      names = {"CODE_ROLLBACK", "DEPLOY_REVISION", "MODULE_ROLLBACK", "CONFIGURATION_ROLLBACK"})
  void filesAloneNeedNoStandstill(Runbook runbook) {
    assertThat(reloads(runbook)).isTrue();
    assertThat(reloads(runbook, new ClearCaches(List.of("rm -rf cache")))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Runbook.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CODE_ROLLBACK", "DEPLOY_REVISION", "MODULE_ROLLBACK", "CONFIGURATION_ROLLBACK"})
  void allOtherRunbooksStopAndStart(Runbook runbook) {
    assertThat(reloads(runbook)).isFalse();
  }

  @Test
  void whatIsDoneToDatabasesAndDependenciesIsDoneWhileTheServicesStandStill() {
    var migration = new MigrateSchemaDown(new DatabaseId("orders"), "3", "2");

    assertThat(reloads(Runbook.CODE_ROLLBACK, migration)).isFalse();
    assertThat(
            reloads(
                Runbook.MODULE_ROLLBACK,
                new InstallDependencies(List.of("npm ci"), Optional.empty())))
        .isFalse();
  }

  @Test
  void oneServiceThatCannotTakeUpCodeHasAllRestarted() {
    shop.reloadsCode = false;

    assertThat(reloads(Runbook.CODE_ROLLBACK)).isFalse();
  }
}
