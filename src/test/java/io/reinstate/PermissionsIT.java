package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.web.api.ApiPermissionsTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may use which endpoint of the JSON API: every one of them, asked as every role. */
@ReinstateTest
class PermissionsIT {

  /** The groups of the people of the demo, whose ids are the keys. */
  private static final Map<String, Set<String>> PEOPLE =
      Map.of(
          "olivia", Set.of("operators"),
          "samir", Set.of("senior-developers", "operators"),
          "petra", Set.of("project-leads"),
          "stella", Set.of("stakeholders"),
          "adrian", Set.of("auditors"),
          "admin", Set.of("camunda-admin"));

  @LocalServerPort private int port;
  @Autowired private IdentityService identities;
  @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;

  @Test
  void theTableNamesEveryEndpointAndNoOther() {
    var there =
        requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
            .flatMap(
                mapping ->
                    mapping.getMethodsCondition().getMethods().stream()
                        .flatMap(
                            method ->
                                mapping.getPatternValues().stream()
                                    .map(pattern -> method + " " + pattern)))
            .filter(endpoint -> endpoint.contains(" /api"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(there).containsExactlyElementsOf(new TreeSet<>(ApiPermissionsTable.endpoints()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"olivia", "samir", "petra", "stella", "adrian", "admin"})
  void everyRoleMayDoWhatTheTableSaysAndNothingElse(String person) {
    for (var endpoint : ApiPermissionsTable.endpoints()) {
      assertThat(status(person, endpoint) != 403)
          .as("%s, %s", person, endpoint)
          .isEqualTo(ApiPermissionsTable.permits(endpoint, PEOPLE.get(person)));
    }
  }

  @Test
  void whoeverIsInNoGroupMayDoNothingAndNobodyIsAskedToLogIn() {
    var user = identities.newUser("ingrid");
    user.setPassword("Roll-back-1");
    identities.saveUser(user);
    for (var endpoint : ApiPermissionsTable.endpoints()) {
      assertThat(status("ingrid", endpoint)).as(endpoint).isEqualTo(403);
      assertThat(status("somebody-without-an-account", endpoint)).as(endpoint).isIn(401, 429);
    }
    assertThat(status("ingrid", "GET /actuator/prometheus")).isEqualTo(403);
    assertThat(status("adrian", "GET /actuator/prometheus")).isEqualTo(200);
    identities.deleteUser("ingrid");
  }

  @Test
  void auditorsAndStakeholdersVouchForNoRelease() {
    for (var person : List.of("adrian", "stella")) {
      var answer =
          new Caller(port, person)
              .post(
                  "/api/applications/shop/releases/known-good",
                  "{\"revision\":\"v1.0.0\",\"reason\":\"because I say so\"}");
      assertThat(answer.status()).as(person).isEqualTo(403);
      assertThat(answer.text("/detail")).contains("«" + person + "» may not do this");
    }
  }

  /** With names that nobody has, so that what is permitted does nothing. */
  private int status(String person, String endpoint) {
    var call = endpoint.split(" ", 2);
    var path = call[1].replaceAll("\\{[a-z]+}", "nobody-has-this-name");
    return new Caller(port, person).status(call[0], path, call[0].equals("GET") ? "" : "{}");
  }
}
