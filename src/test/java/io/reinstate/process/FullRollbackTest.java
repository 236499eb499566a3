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

  @Test
  void theVersionOfTheSchemaReachesThePlan() {
    start(
        "full-rollback",
        Map.of("application", "shop", "reason", "It is broken.", "schemaVersion", "2"));

    assertThat(variable("carry-out-rollback", Variables.SCHEMA_VERSION)).isEqualTo("2");
    assertThat(variable("carry-out-rollback", Variables.RUNBOOK)).isEqualTo("full-rollback");
  }
}
