package io.reinstate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the engine of a site has to do, and what it cannot do without a person. */
final class EngineState {

  private final Site site;
  private int still;
  private Instant stillAt = Instant.EPOCH;

  EngineState(Site site) {
    this.site = site;
  }

  /** What the engine still has to do, or cannot: nothing when all acts ended rightly. */
  List<String> left() {
    var left = new ArrayList<String>();
    Site.list(site.get("/engine-rest/process-instance"))
        .forEach(instance -> left.add("A process instance still runs: " + instance));
    Site.list(site.get("/engine-rest/incident")).forEach(incident -> left.add(incident(incident)));
    Site.list(site.get("/engine-rest/job")).stream()
        .filter(job -> job.hasNonNull("processInstanceId"))
        .forEach(job -> left.add("A job is left: " + job));
    return left;
  }

  /**
   * Why an act stands still: incidents, and a person who must take over. Empty when it does not.
   */
  List<String> hindrances(String instance) {
    if (nothingStandsStill()) {
      return List.of();
    }
    var history = site.get("/api/rollbacks/" + keyOf(instance));
    var found = new ArrayList<String>();
    for (var process : history.path("processes")) {
      for (var step : process.path("steps")) {
        var takesOver = step.path("activity").asText().equals("Task_TakeOver");
        if (!step.hasNonNull("ended") && (takesOver || step.hasNonNull("failure"))) {
          found.add(
              step.path("name").asText()
                  + ": "
                  + step.path("failure").asText()
                  + (takesOver ? process.path("variables") : ""));
        }
      }
    }
    return found;
  }

  /** At most a second old. */
  private synchronized boolean nothingStandsStill() {
    if (Instant.now().isAfter(stillAt.plusSeconds(1))) {
      still =
          Site.list(site.get("/engine-rest/incident")).size()
              + Site.list(site.get("/engine-rest/task?taskDefinitionKey=Task_TakeOver")).size();
      stillAt = Instant.now();
    }
    return still == 0;
  }

  private String keyOf(String instance) {
    return site.records().stream()
        .filter(record -> record.path("instance").asText().equals(instance))
        .map(record -> record.path("key").asText())
        .findFirst()
        .orElseThrow();
  }

  private static String incident(JsonNode incident) {
    return "An incident at %s: %s"
        .formatted(incident.path("activityId").asText(), incident.path("incidentMessage").asText());
  }
}
