package io.reinstate.process;

import static io.reinstate.process.RollbackError.BUILD_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.reinstate.rollback.RequestRefused;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PathsOf("code-rollback")
class CodeRollbackTest extends FilesRollbackTest {

  @Override
  Map<String, Object> subject() {
    return Map.of();
  }

  private static Map<String, Object> request() {
    return Map.of("application", "shop", "reason", "It is broken.", "revision", "v1.0.0");
  }

  @Override
  String[] before() {
    return new String[] {"claimApplication", "findRelease", "buildRelease", "planRollback"};
  }

  @Override
  String last() {
    return "recordKnownGood";
  }

  @Test
  void whatWasBuiltIsWhatIsPlanned() {
    start("code-rollback", request());

    assertThat(variable("carry-out-rollback", Variables.TARGET)).isEqualTo(Steps.BUILT);
    assertThat(variable("code-rollback", Variables.REVISION)).isEqualTo(Steps.COMMIT);
  }

  @Test
  void aReleaseThatDoesNotExistIsRefusedWhereTheStartWasPressed() {
    steps.when("findRelease").breaks();

    assertThatThrownBy(() -> start("code-rollback", request())).isInstanceOf(RequestRefused.class);
    assertThat(runs("code-rollback")).isEmpty();
  }

  @Test
  void aReleaseThatCannotBeBuiltIsForAPerson() {
    steps.when("buildRelease").fails(BUILD_FAILED);
    var instance = start("code-rollback", request());

    assertThat(shown(Variables.FAILURE)).isEqualTo(Steps.message(BUILD_FAILED));
    complete("Task_TakeOver", TAKEN_OVER);

    assertThat(instance).isEnded().hasPassed("End_NotBuilt").hasNotPassed("Task_CarryOutRollback");
  }

  @Test
  void onlyWhatPassedIsRecordedAsKnownGood() {
    start("code-rollback", request());

    complete("Task_ApproveRollback", REFUSED);

    assertThat(steps.taken()).doesNotContain("recordKnownGood");
  }
}
