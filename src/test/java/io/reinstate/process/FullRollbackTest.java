package io.reinstate.process;

import static io.reinstate.process.RollbackError.DATA_EXCHANGE_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

@PathsOf("full-rollback")
class FullRollbackTest extends FilesRollbackTest {

  @Override
  Map<String, Object> subject() {
    return Map.of();
  }

  @Override
  String[] before() {
    return new String[] {
      "claimApplication", "claimApplication", "findRelease", "buildRelease", "planRollback"
    };
  }

  @Override
  String carriesOut() {
    return "Task_CodeRollback";
  }

  @Override
  String last() {
    return "recordKnownGood";
  }

  @Test
  void filesOfASnapshotWouldNotFitTheSchemaSoAPersonTakesOver() {
    steps.when("stageTarget").sets(Variables.EXCHANGES_DATA, true, Variables.MIGRATES, true);
    steps.when("migrateSchemaDown").fails(DATA_EXCHANGE_FAILED);
    var instance = approved();
    assertThat((String) shown(Variables.FAILURE)).isEqualTo(Steps.message(DATA_EXCHANGE_FAILED));

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_HandedOver");
    assertThat(passed("carry-out-rollback")).contains("Gateway_AboutFiles", "Task_TakeOver");
    assertThat(runs("emergency-rollback")).isEmpty();
  }

  @Test
  void theVersionOfTheSchemaReachesThePlan() {
    start(
        "full-rollback",
        Map.of("application", "shop", "reason", "It is broken.", "schemaVersion", "2"));

    assertThat(variable("carry-out-rollback", Variables.SCHEMA_VERSION)).isEqualTo("2");
    assertThat(variable("carry-out-rollback", Variables.RUNBOOK)).isEqualTo("full-rollback");
  }
}
