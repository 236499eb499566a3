package io.reinstate.process;

import static io.reinstate.process.RollbackError.DATA_EXCHANGE_FAILED;
import static io.reinstate.process.RollbackError.NOT_STABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

@PathsOf("database-rollback")
class DatabaseRollbackTest extends FilesRollbackTest {

  @Override
  Map<String, Object> subject() {
    return Map.of("database", "orders");
  }

  /** Never for a database; but a person may have had one run. */
  @Test
  @Override
  void theEmergencyRollbackMayRestoreIt() {
    steps.when("confirmRollback").sets(Variables.RESTORED, false);
    steps.when("planRollback").sets(Variables.RESTORED_BY_EMERGENCY, true);

    var instance = approved();

    assertThat(instance).isEnded().hasPassed("End_RestoredByEmergency");
  }

  @Test
  void whatDidNotStayHealthyIsNotRecordedAsRestored() {
    steps.when("stageTarget").sets(Variables.EXCHANGES_DATA, true);
    steps.when("checkStability").fails(NOT_STABLE);
    var instance = approved();
    assertThat(shown(Variables.RESTORED)).isEqualTo(true);

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_HandedOver");
    assertThat(variable("carry-out-rollback", Variables.RESTORED)).isEqualTo(false);
  }

  @Test
  void filesOfAnOlderSnapshotWouldNotHelpSoAPersonTakesOver() {
    steps.when("stageTarget").sets(Variables.EXCHANGES_DATA, true);
    steps.when("exchangeDatabases").fails(DATA_EXCHANGE_FAILED);
    var instance = approved();

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_HandedOver");
    assertThat(steps.taken()).doesNotContain("startMinimalServer");
    assertThat(passed("carry-out-rollback")).contains("Gateway_AboutFiles", "Task_TakeOver");
  }
}
