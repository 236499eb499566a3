package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.Rollback;
import org.junit.jupiter.api.Tag;

/** An administrator makes an approver of their own, and a runbook in their own name. */
@Tag("long")
class AdministratorRunbookIT {

  private static final String DECISION =
      "{\"variables\":{\"decision\":{\"value\":\"approve\"},\"decisionReason\":{\"value\":\"mine\"}%s}}";

  @Attack
  void nobodyWhoWasMadeAnApproverForItApproves(RunsAs runsAs) {
    makesAnApprover(runsAs.reinstate());
  }

  static void makesAnApprover(AttackedReinstate reinstate) {
    var admin = reinstate.as("admin");
    admin.post(
        "/engine-rest/user/create",
        "{\"profile\":{\"id\":\"eve\",\"firstName\":\"E\",\"lastName\":\"E\"},"
            + "\"credentials\":{\"password\":\"Roll-back-1\"}}");
    admin.put("/engine-rest/group/senior-developers/members/eve", "");
    Rollback.cancelAll(reinstate.port());
    var rollback =
        Rollback.start(
            reinstate.port(),
            "olivia",
            "module-rollback",
            "{\"application\":\"shop\",\"module\":\"payment\",\"reason\":\"attack\"}");
    var task = rollback.task("Approve rollback");
    var complete = "/engine-rest/task/" + task + "/complete";

    assertThat(reinstate.as("eve").post(complete, DECISION.formatted("")).text("/message"))
        .contains("for too short a time");
    assertThat(admin.post(complete, DECISION.formatted("")).text("/message"))
        .contains("Only members of senior-developers");
    assertThat(
            admin
                .post(
                    complete,
                    DECISION.formatted(",\"approverGroup\":{\"value\":\"camunda-admin\"}"))
                .text("/message"))
        .contains("approverGroup");
    assertThat(rollback.task("Approve rollback")).isEqualTo(task);
    assertThat(reinstate.as("samir").post(complete, DECISION.formatted("")).status())
        .as("who was a member from the start on")
        .isEqualTo(204);
    Rollback.cancelAll(reinstate.port());
  }
}
