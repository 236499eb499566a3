package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;

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

  /** What is built before it is planned is refused when it is forced; no step here refuses it. */
  @Test
  @Override
  void aForcedRunWaitsForNobody() {
    start(
        "full-rollback", Map.of("application", "shop", "reason", "It is broken.", "forced", true));

    assertThat(variable("code-rollback", Variables.FORCED)).isEqualTo(true);
    assertThat(task().getTaskDefinitionKey()).isEqualTo("Task_ApproveRollback");
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
