package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;

/** An administrator may look after people, and no more of the engine than others. */
@Tag("long")
class AdministratorEngineIT {

  @Attack
  void steersTheEngineByHand(RunsAs runsAs) {
    var admin = new Sender(runsAs.reinstate(), "admin");
    for (var command :
        List.of(
            "POST /process-instance/none/modification",
            "POST /process-definition/key/module-rollback/restart",
            "POST /modification/execute",
            "POST /migration/generate",
            "POST /migration/validate",
            "POST /migration/execute",
            "POST /migration/executeAsync",
            "POST /message",
            "POST /signal",
            "POST /condition",
            "POST /external-task/fetchAndLock",
            "POST /external-task/none/complete",
            "POST /decision-definition/key/rollback-authority/evaluate",
            "POST /deployment/create",
            "DELETE /deployment/none",
            "PUT /process-definition/suspended",
            "DELETE /process-definition/key/module-rollback",
            "PUT /job-definition/suspended",
            "POST /task/create",
            "POST /task/none/assignee",
            "POST /task/none/delegate",
            "POST /task/none/resolve",
            "POST /task/none/comment/create",
            "POST /task/none/attachment/create",
            "PUT /process-instance/none/variables/decision",
            "POST /process-instance/variables-async",
            "POST /authorization/create",
            "POST /filter/create",
            "POST /tenant/create",
            "POST /identity/verify",
            "DELETE /history/process-instance/none",
            "POST /history/process-instance/delete",
            "POST /history/cleanup",
            "POST /telemetry/configuration",
            "GET /telemetry/data",
            "GET /schema/log",
            "GET /metrics",
            "GET /optimize/user-operation")) {
      var parts = command.split(" ");
      for (var engine : List.of("/engine-rest", "/engine-rest/engine/default")) {
        var type =
            parts[1].endsWith("create")
                    && parts[1].matches("/(deployment|task/none/attachment)/create")
                ? "multipart/form-data; boundary=x"
                : "application/json";
        var answer =
            admin.send(
                parts[0],
                engine + parts[1],
                type,
                type.startsWith("multipart") ? "--x--\r\n" : "{}");
        assertThat(answer.statusCode()).as("%s: %s", command, answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("This command is open to no one");
      }
    }
  }

  @Attack
  void deletesTheOwnAccountAndLooksAfterOthers(RunsAs runsAs) {
    var reinstate = runsAs.reinstate();
    var admin = new Sender(reinstate, "admin");
    var olivia = new Sender(reinstate, "olivia");
    assertThat(admin.json("DELETE", "/engine-rest/user/admin", "").statusCode()).isEqualTo(403);
    assertThat(olivia.json("DELETE", "/engine-rest/user/olivia", "").statusCode()).isEqualTo(403);
    var person =
        "{\"profile\":{\"id\":\"mallory\",\"firstName\":\"M\",\"lastName\":\"M\"},\"credentials\":{\"password\":\"Roll-back-1\"}}";
    assertThat(olivia.json("POST", "/engine-rest/user/create", person).statusCode()).isEqualTo(403);
    assertThat(
            olivia
                .json(
                    "PUT", "/engine-rest/user/samir/credentials", "{\"password\":\"Roll-back-2\"}")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            olivia
                .json("PUT", "/engine-rest/group/senior-developers/members/olivia", "")
                .statusCode())
        .isEqualTo(403);
    assertThat(admin.json("POST", "/engine-rest/user/create", person).statusCode()).isEqualTo(204);
    assertThat(new Sender(reinstate, "mallory").json("GET", "/engine-rest/task", "").statusCode())
        .isEqualTo(403);
    assertThat(admin.json("DELETE", "/engine-rest/user/mallory", "").statusCode()).isEqualTo(204);
  }
}
