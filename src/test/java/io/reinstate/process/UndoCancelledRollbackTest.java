package io.reinstate.process;

import static io.reinstate.process.RollbackError.START_FAILED;
import static io.reinstate.process.RollbackError.STOP_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

@PathsOf("undo-cancelled-rollback")
class UndoCancelledRollbackTest extends RunbookTest {

  @Test
  void whatWasConfirmedMeanwhileStays() {
    steps.when("findWhatToPutBack").sets(Variables.PLAN, null, Variables.EXCHANGED, false);

    var instance = cancelled();

    assertThat(instance).isEnded().hasPassed("End_NothingToPutBack");
    assertThat(steps.taken()).containsExactly("claimApplication", "findWhatToPutBack");
  }

  @Test
  void whatIsLiveIsPutBackWhileTheServicesAreStopped() {
    var instance = cancelled();

    assertThat(instance).isEnded().hasPassed("End_PutBack");
    assertThat(steps.taken())
        .containsExactly(
            "claimApplication",
            "findWhatToPutBack",
            "stopServices",
            "putPreviousStateBack",
            "startPreviousVersion");
  }

  @Test
  void servicesThatServeAreNotStoppedWithoutNeed() {
    steps.when("findWhatToPutBack").sets(Variables.EXCHANGED, false);

    var instance = cancelled();

    assertThat(instance).isEnded().hasPassed("End_PutBack");
    assertThat(steps.taken())
        .doesNotContain("stopServices")
        .contains("putPreviousStateBack", "startPreviousVersion");
  }

  @Test
  void itIsStillPutBackWhenAPersonHasSeenToAServiceThatCouldNotBeStopped() {
    steps.when("stopServices").fails(STOP_FAILED);
    var instance = cancelled();
    assertThat(shown(Variables.FAILURE)).isEqualTo(Steps.message(STOP_FAILED));
    assertThat(steps.taken()).doesNotContain("putPreviousStateBack");

    complete("Task_TakeOver", TAKEN_OVER);
    run();

    assertThat(instance).isEnded().hasPassed("Gateway_StillLive", "End_PutBack");
    assertThat(steps.taken()).contains("putPreviousStateBack");
  }

  @Test
  void aServiceThatCannotBeStartedIsHandedOver() {
    steps.when("putPreviousStateBack").sets(Variables.EXCHANGED, false);
    steps.when("startPreviousVersion").fails(START_FAILED);

    assertThat(handedOver(cancelled())).isEqualTo(Steps.message(START_FAILED));
  }

  private Object handedOver(ProcessInstance instance) {
    var failure = shown(Variables.FAILURE);
    complete("Task_TakeOver", TAKEN_OVER);
    assertThat(instance).isEnded().hasPassed("End_HandedOver");
    return failure;
  }

  private ProcessInstance cancelled() {
    return start(
        "undo-cancelled-rollback",
        Map.of("application", "shop", "undoes", "shop-0001", "reason", "shop-0001 was cancelled"));
  }
}
