package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;

/** Somebody stays logged in to the webapps after losing what the login stood on. */
@Tag("long")
class SessionsIT {

  private static final String TASKS = "/camunda/api/engine/engine/default/task";

  @Attack
  void ofAnAccountThatHasChangedIsOver(RunsAs runsAs) {
    var reinstate = runsAs.reinstate();
    var admin = reinstate.as("admin");
    var wire = new Wire(reinstate.port(), "127.0.0.1");
    admin.post(
        "/engine-rest/user/create",
        "{\"profile\":{\"id\":\"sven\",\"firstName\":\"S\",\"lastName\":\"S\"},"
            + "\"credentials\":{\"password\":\"Roll-back-1\"}}");
    admin.put("/engine-rest/group/operators/members/sven", "");

    var session = login(wire, "Roll-back-1");
    assertThat(wire.get(TASKS, session).status()).isEqualTo(200);
    admin.delete("/engine-rest/group/operators/members/sven");
    assertThat(wire.get(TASKS, session).status()).as("not a member any more").isEqualTo(401);

    admin.put("/engine-rest/group/operators/members/sven", "");
    assertThat(wire.get(TASKS, session).status()).as("a session that is over").isEqualTo(401);
    session = login(wire, "Roll-back-1");
    assertThat(wire.get(TASKS, session).status()).isEqualTo(200);
    assertThat(
            admin
                .put(
                    "/engine-rest/user/sven/credentials",
                    "{\"password\":\"Roll-back-2\",\"authenticatedUserPassword\":\"Roll-back-1\"}")
                .status())
        .isEqualTo(204);
    assertThat(wire.get(TASKS, session).status()).as("another password").isEqualTo(401);

    session = login(wire, "Roll-back-2");
    assertThat(wire.get(TASKS, session).status()).isEqualTo(200);
    admin.delete("/engine-rest/user/sven");
    assertThat(wire.get(TASKS, session).status()).as("the account is gone").isEqualTo(401);
  }

  private static String login(Wire wire, String password) {
    var answer = wire.logIn("sven", password);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.cookies();
  }
}
