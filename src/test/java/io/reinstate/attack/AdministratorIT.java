package io.reinstate.attack;

import static io.reinstate.attack.OperatorIT.forbidden;
import static io.reinstate.attack.OperatorIT.refused;
import static io.reinstate.attack.OperatorIT.stopAll;
import static io.reinstate.attack.OperatorIT.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.Caller;
import org.junit.jupiter.api.Tag;

/** An administrator looks after people, and is nobody's approver. */
@Tag("long")
class AdministratorIT {

  @Attack
  void jumpsOverNoApproval(RunsAs runsAs) {
    var administrator = runsAs.reinstate().as("admin");
    var instance = waiting(administrator);
    for (var api : new String[] {"/engine-rest", "/engine-rest/engine/default"}) {
      forbidden(
          administrator.post(
              api + "/process-instance/" + instance + "/modification",
              """
              {"instructions":[{"type":"startBeforeActivity","activityId":"Task_RecordForcedRun",
               "variables":{"requester":{"value":"admin"},"forcingGroup":{"value":"camunda-admin"}}}]}
              """));
    }
    forbidden(
        administrator.post("/engine-rest/process-definition/key/module-rollback/restart", "{}"));
    forbidden(administrator.post("/engine-rest/deployment/create", "{}"));
    forbidden(administrator.post("/engine-rest/authorization/create", "{\"type\":1}"));
    stopAll(runsAs);
  }

  @Attack
  void addsNothingToSomebodysApproval(RunsAs runsAs) {
    var reinstate = runsAs.reinstate();
    var administrator = reinstate.as("admin");
    waiting(reinstate.as("olivia"));
    var task = approval(administrator);
    var added =
        """
        {"variables":{"decision":{"value":"approve"},"decisionReason":{"value":"mine"},
         "approverGroup":{"value":"camunda-admin"}}}
        """;
    for (var how : new String[] {"/submit-form", "/complete"}) {
      var answer = administrator.post("/engine-rest/task/" + task + how, added);
      refused(answer, how);
      assertThat(answer.text("/message")).contains("does not take approverGroup");
      refused(
          administrator.post(
              "/engine-rest/task/" + task + how,
              added.replace(",\n \"approverGroup\":{\"value\":\"camunda-admin\"}", "")),
          "an administrator who is in no approving group");
    }
    assertThat(approval(administrator)).isEqualTo(task);
    stopAll(runsAs);
  }

  private static String approval(Caller caller) {
    return caller.get("/engine-rest/task?taskDefinitionKey=Task_ApproveRollback").text("/0/id");
  }
}
