package io.reinstate.process;

import static io.reinstate.process.RollbackError.BUILD_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

@PathsOf("module-rollback")
class ModuleRollbackTest extends FilesRollbackTest {

  private static final Map<String, Object> FROM_GIT =
      Map.of(
          "application", "shop", "module", "payment", "reason", "It broke.", "revision", "v1.0.0");

  @Override
  Map<String, Object> subject() {
    return Map.of("module", "payment");
  }

  @Test
  void aModuleMayComeFromARelease() {
    var instance = start("module-rollback", FROM_GIT);

    assertThat(variable("carry-out-rollback", Variables.TARGET)).isEqualTo(Steps.BUILT);
    complete("Task_ApproveRollback", APPROVED);

    assertThat(instance).isEnded().hasPassed("Task_BuildRelease", "End_Restored");
    assertThat(steps.taken())
        .startsWith("claimApplication", "findRelease", "buildRelease", "planRollback")
        .doesNotContain("recordKnownGood");
  }

  @Test
  void aReleaseThatCannotBeBuiltIsForAPerson() {
    steps.when("buildRelease").fails(BUILD_FAILED);
    var instance = start("module-rollback", FROM_GIT);

    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_NotBuilt").hasNotPassed("Task_CarryOutRollback");
  }
}
