package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.rest.impl.DefaultProcessEngineRestServiceImpl;
import org.junit.jupiter.api.Tag;

/**
 * Everybody tries every command that the engine's REST API has: what is listed passes, and no more.
 */
@Tag("long")
class EveryoneEngineIT {

  private static final Map<String, Set<String>> PASSES =
      Map.of(
          "stranger", Set.of("anybody", "users"),
          "adrian", Set.of("anybody", "users", "readers"),
          "stella", Set.of("anybody", "users", "readers", "workers"),
          "olivia", Set.of("anybody", "users", "readers", "workers", "starters"),
          "samir", Set.of("anybody", "users", "readers", "workers", "starters"),
          "petra", Set.of("anybody", "users", "readers", "workers", "starters"),
          "admin",
              Set.of(
                  "anybody",
                  "users",
                  "owners",
                  "readers",
                  "workers",
                  "starters",
                  "administrators",
                  "caretakers"));

  @Attack
  void triesEveryCommandOfTheEngine(RunsAs runsAs) throws IOException {
    var reinstate = runsAs.reinstate();
    var admin = new Sender(reinstate, "admin");
    admin.json(
        "POST",
        "/engine-rest/user/create",
        "{\"profile\":{\"id\":\"stranger\",\"firstName\":\"S\",\"lastName\":\"S\"},\"credentials\":{\"password\":\"Roll-back-1\"}}");
    var filter =
        admin
            .json("GET", "/engine-rest/filter", "")
            .body()
            .replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    var listed = listed();
    var wrong = new TreeSet<String>();
    var endpoints = EngineEndpoints.of(List.of(DefaultProcessEngineRestServiceImpl.class));
    assertThat(endpoints).hasSizeGreaterThan(450);

    for (var endpoint : endpoints) {
      for (var person : PASSES.entrySet()) {
        var who = listed.get(endpoint);
        var passes = who != null && person.getValue().contains(who);
        // What is not there, or not theirs to see, the engine looks up before a command is chosen.
        if (passes
            != passed(
                new Sender(reinstate, person.getKey()),
                endpoint,
                filter,
                passes || who != null && !endpoint.contains("/key/{key}"))) {
          wrong.add(person.getKey() + " " + endpoint + (passes ? " is refused" : " passes"));
        }
      }
    }
    admin.json("DELETE", "/engine-rest/user/stranger", "");
    assertThat(wrong).isEmpty();
  }

  private static boolean passed(
      Sender sender, String endpoint, String filter, boolean reachedBy404) {
    var parts = endpoint.split(" ");
    var path =
        parts[1]
            .replace("/filter/{id}", "/filter/" + filter)
            .replace("{key}", "module-rollback")
            .replaceAll("\\{[^}]+}", "none");
    var answer = sender.json(parts[0], "/engine-rest" + path, parts[0].equals("GET") ? "" : "{}");
    var refused =
        answer.statusCode() == 415
            || (answer.statusCode() == 404 && !reachedBy404)
            || (answer.statusCode() == 403
                && (answer.body().contains("This command is open to no one")
                    || answer.body().contains("may not do this: ")));
    return !refused;
  }

  /** Who may give each command, by method and path. */
  private static Map<String, String> listed() throws IOException {
    try (var list = EveryoneEngineIT.class.getResourceAsStream("/engine-commands.txt")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("keys "))
          .map(line -> line.split("\\s+"))
          .collect(
              Collectors.toMap(
                  column -> column[1] + " " + column[2],
                  column -> column[0],
                  (one, other) -> other,
                  HashMap::new));
    }
  }
}
