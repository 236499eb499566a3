package io.reinstate.process;

import static io.reinstate.process.RollbackError.DATA_EXCHANGE_FAILED;
import static io.reinstate.process.RollbackError.EXCHANGE_FAILED;
import static io.reinstate.process.RollbackError.INSTALL_FAILED;
import static io.reinstate.process.RollbackError.PLAN_OUTDATED;
import static io.reinstate.process.RollbackError.SNAPSHOT_UNUSABLE;
import static io.reinstate.process.RollbackError.START_FAILED;
import static io.reinstate.process.RollbackError.STOP_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** Cutting over, as the emergency rollback of one module calls it. */
@PathsOf("cut-over")
class CutOverTest extends RunbookTest {

  private static final List<String> BEFORE =
      List.of("claimApplication", "planRollback", "takeSafetySnapshot");

  private ProcessInstance called() {
    return start(
        "emergency-rollback",
        Map.of("application", "shop", "module", "payment", "reason", "Nobody can pay."));
  }

  /** The steps of cutting over alone. */
  private List<String> cutOverSteps() {
    assertThat(steps.taken()).startsWith(BEFORE.toArray(String[]::new));
    return steps.taken().stream()
        .skip(BEFORE.size())
        .filter(step -> !step.equals("confirmRollback"))
        .toList();
  }

  @Test
  void everythingSlowHappensBeforeTheServicesStop() {
    called();

    assertThat(cutOverSteps())
        .containsExactly(
            "stageTarget", "stopServices", "exchangeFiles", "startServices", "checkHealth");
    assertThat(passed("cut-over")).endsWith("Gateway_Healthy", "End_CutOver");
  }

  @Test
  void whatTheProbesSaidIsHandedToTheCaller() {
    called();

    assertThat(variable("emergency-rollback", Variables.VERDICT)).isEqualTo("healthy");
    assertThat(variable("emergency-rollback", Variables.HEALTH))
        .isEqualTo("All probes are healthy.");
  }

  @Test
  void itGetsThePlanAndWhatItIsAboutAndNothingElse() {
    called();

    assertThat(variable("cut-over", Variables.APPLICATION)).isEqualTo("shop");
    assertThat(variable("cut-over", Variables.MODULE)).isEqualTo("payment");
    assertThat(variable("cut-over", Variables.PLAN)).isEqualTo("shop-0001.1");
    assertThat(variables("cut-over")).doesNotContain("reason", "target", "requester");
    assertThat(variable("verify-application", Variables.APPLICATION)).isEqualTo("shop");
    assertThat(variable("verify-application", Variables.MODULE)).isEqualTo("payment");
  }

  @Test
  void anUnusableSnapshotChangesNothing() {
    steps.when("stageTarget").fails(SNAPSHOT_UNUSABLE);

    called();

    assertThat(cutOverSteps()).containsExactly("stageTarget");
    assertThat(passed("cut-over")).endsWith("Boundary_SnapshotUnusable", "End_NothingChanged");
    assertTold(SNAPSHOT_UNUSABLE);
  }

  @Test
  void anOutdatedPlanChangesNothing() {
    start(
        "module-rollback",
        Map.of("application", "shop", "module", "payment", "reason", "Nobody can pay."));
    steps.when("stageTarget").fails(PLAN_OUTDATED);

    complete("Task_ApproveRollback", APPROVED);

    assertThat(steps.taken())
        .contains("stageTarget")
        .doesNotContain("stopServices", "exchangeFiles", "startServices");
    assertThat(passed("cut-over")).endsWith("Boundary_PlanOutdated", "End_PlanOutdated");
    assertThat(variable("carry-out-rollback", Variables.FAILURE))
        .isEqualTo(Steps.message(PLAN_OUTDATED));
  }

  @Test
  void aServiceThatCannotBeStoppedLeavesTheFilesAlone() {
    steps.when("stopServices").fails(STOP_FAILED);

    called();

    assertThat(cutOverSteps())
        .containsExactly("stageTarget", "stopServices", "startPreviousVersion");
    assertThat(passed("cut-over"))
        .endsWith(
            "Boundary_StopFailed",
            "Event_PutBack",
            "Task_StartPreviousVersion",
            "End_CutOverFailed");
    assertTold(STOP_FAILED);
  }

  @Test
  void filesThatCannotBeExchangedLeaveThePreviousVersionRunning() {
    steps.when("exchangeFiles").fails(EXCHANGE_FAILED);

    called();

    assertThat(cutOverSteps())
        .containsExactly("stageTarget", "stopServices", "exchangeFiles", "startPreviousVersion");
    assertThat(passed("cut-over"))
        .endsWith(
            "Boundary_ExchangeFailed",
            "Event_PutBack",
            "Task_StartPreviousVersion",
            "End_CutOverFailed");
    assertTold(EXCHANGE_FAILED);
  }

  @Test
  void aNewVersionThatDoesNotStartIsReplacedByThePreviousOne() {
    steps.when("startServices").fails(START_FAILED);

    called();

    assertThat(cutOverSteps())
        .containsExactly(
            "stageTarget",
            "stopServices",
            "exchangeFiles",
            "startServices",
            "putPreviousFilesBack",
            "startPreviousVersion");
    assertThat(passed("cut-over")).contains("Boundary_StartFailed").endsWith("End_CutOverFailed");
    assertTold(START_FAILED);
  }

  @Test
  void anUnhealthyVersionIsStoppedBeforeThePreviousFilesAreBackAndStarted() {
    steps.when("checkHealth").sets(Variables.VERDICT, "unhealthy");

    called();

    assertThat(cutOverSteps())
        .containsExactly(
            "stageTarget",
            "stopServices",
            "exchangeFiles",
            "startServices",
            "checkHealth",
            "stopServices",
            "putPreviousFilesBack",
            "startPreviousVersion");
    assertThat(passed("cut-over"))
        .containsSubsequence("Task_VerifyApplication", "Gateway_Healthy", "Event_PutBack")
        .contains("Task_StopServices_New", "Task_PutPreviousFilesBack")
        .endsWith("Task_StartPreviousVersion", "End_CutOverFailed")
        .doesNotContain("End_CutOver");
  }

  @Test
  void whoTakesOverReadsWhatTheProbesSaidOfAnUnhealthyVersion() {
    steps.when("checkHealth").answers("unhealthy", "payment answers 500.");

    called();

    assertThat(task().getTaskDefinitionKey()).isEqualTo("Task_TakeOver");
    assertThat((String) shown(Variables.FAILURE)).contains("payment answers 500.");
  }

  @Test
  void aPersonWhoSaysItDoesNotWorkHasThePreviousVersionPutBack() {
    steps.when("checkHealth").sets(Variables.VERDICT, "unknown");
    called();

    complete("Task_DecideWhetherHealthy", Map.of("verdict", "unhealthy"));

    assertThat(cutOverSteps())
        .endsWith("checkHealth", "stopServices", "putPreviousFilesBack", "startPreviousVersion");
    assertThat(passed("cut-over")).endsWith("End_CutOverFailed");
  }

  @Test
  void aPersonWhoSaysItWorksLeavesTheNewVersionLive() {
    steps.when("checkHealth").sets(Variables.VERDICT, "unknown");
    called();

    complete("Task_DecideWhetherHealthy", Map.of("verdict", "healthy"));

    assertThat(passed("cut-over")).endsWith("End_CutOver");
    assertThat(steps.taken()).doesNotContain("putPreviousFilesBack");
  }

  @Test
  void filesThatCannotBePutBackAreTriedAgainAndTheVersionIsNotStartedBefore() {
    steps.when("checkHealth").sets(Variables.VERDICT, "unhealthy");
    steps.when("putPreviousFilesBack").breaks();

    assertThatThrownBy(this::called).hasRootCauseMessage(Steps.BROKEN);
    assertThat(cutOverSteps()).endsWith("stopServices", "putPreviousFilesBack");

    run();

    assertThat(cutOverSteps())
        .endsWith(
            "checkHealth",
            "stopServices",
            "putPreviousFilesBack",
            "stopServices",
            "putPreviousFilesBack",
            "startPreviousVersion");
  }

  @Test
  void whoSaysThatItDoesNotWorkDoesNotWaitForThePreviousVersion() {
    steps.when("checkHealth").sets(Variables.VERDICT, "unknown");
    called();

    tasks.complete(task().getId(), Map.of("verdict", "unhealthy"));

    assertThat(cutOverSteps()).endsWith("checkHealth");
  }

  @Test
  void aPreviousVersionThatDoesNotStartEitherIsForWhatComesNext() {
    steps.when("startServices").fails(START_FAILED);
    steps.when("startPreviousVersion").fails(START_FAILED);

    called();

    assertThat(passed("cut-over")).endsWith("Boundary_PreviousStartFailed", "End_NothingRuns");
    assertTold(START_FAILED);
  }

  @Test
  void everyStepIsAJobOfItsOwnSoThatACrashRepeatsOneStepOnly() {
    var instance =
        runtime.startProcessInstanceByKey(
            "emergency-rollback",
            new HashMap<>(Map.of("application", "shop", "module", "payment", "reason", "x")));
    var order =
        List.of(
            "takeSafetySnapshot",
            "stageTarget",
            "stopServices",
            "exchangeFiles",
            "startServices",
            "checkHealth",
            "confirmRollback");

    for (var step : order) {
      management.executeJob(management.createJobQuery().messages().singleResult().getId());
      assertThat(steps.taken()).endsWith(step);
    }

    assertThat(runtime.createProcessInstanceQuery().processInstanceId(instance.getId()).count())
        .isZero();
  }

  @Test
  void dataIsExchangedBeforeTheFilesAndDependenciesAreInstalledAfterThem() {
    steps.when("stageTarget").sets(Variables.EXCHANGES_DATA, true, Variables.INSTALLS, true);

    called();

    assertThat(cutOverSteps())
        .containsExactly(
            "stageTarget",
            "stopServices",
            "exchangeDatabases",
            "exchangeFiles",
            "installDependencies",
            "startServices",
            "checkHealth");
    assertThat(passed("cut-over")).endsWith("End_CutOver");
  }

  @Test
  void anUnhealthyVersionHasItsDataPutBackLast() {
    steps.when("stageTarget").sets(Variables.EXCHANGES_DATA, true);
    steps.when("checkHealth").sets(Variables.VERDICT, "unhealthy");

    called();

    assertThat(cutOverSteps())
        .endsWith(
            "checkHealth",
            "stopServices",
            "putPreviousFilesBack",
            "putPreviousDataBack",
            "startPreviousVersion");
    assertThat(passed("cut-over"))
        .contains("Task_PutPreviousDataBack")
        .endsWith("End_CutOverFailed");
  }

  @Test
  void dataThatCannotBeExchangedLeavesTheFilesAlone() {
    steps.when("stageTarget").sets(Variables.EXCHANGES_DATA, true);
    steps.when("exchangeDatabases").fails(DATA_EXCHANGE_FAILED);

    called();

    assertThat(cutOverSteps())
        .containsExactly(
            "stageTarget",
            "stopServices",
            "exchangeDatabases",
            "putPreviousDataBack",
            "startPreviousVersion");
    assertThat(passed("cut-over")).contains("Boundary_DataExchangeFailed");
    assertTold(DATA_EXCHANGE_FAILED);
  }

  @Test
  void filesThatCannotBeExchangedHaveTheDataPutBack() {
    steps.when("stageTarget").sets(Variables.EXCHANGES_DATA, true);
    steps.when("exchangeFiles").fails(EXCHANGE_FAILED);

    called();

    assertThat(cutOverSteps())
        .endsWith("exchangeFiles", "putPreviousDataBack", "startPreviousVersion");
  }

  @Test
  void dependenciesThatCannotBeInstalledHaveTheFilesPutBack() {
    steps.when("stageTarget").sets(Variables.INSTALLS, true);
    steps.when("installDependencies").fails(INSTALL_FAILED);

    called();

    assertThat(cutOverSteps())
        .endsWith("installDependencies", "putPreviousFilesBack", "startPreviousVersion");
    assertThat(passed("cut-over")).contains("Boundary_InstallFailed");
    assertTold(INSTALL_FAILED);
  }

  /** The caller knows why, from the message of the step that failed. */
  private void assertTold(RollbackError error) {
    assertThat(passed("emergency-rollback")).contains("Boundary_CutOverFailed");
    assertThat(task().getTaskDefinitionKey()).isEqualTo("Task_TakeOver");
    assertThat(shown(Variables.FAILURE)).isEqualTo(Steps.message(error));
  }
}
