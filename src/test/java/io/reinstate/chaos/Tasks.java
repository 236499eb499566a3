package io.reinstate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What an act asks of people, and their answers over the engine's own API. */
record Tasks(Site site, String key) {

  private static final String APPROVE = "Task_ApproveRollback";
  private static final String BY_HAND = "Task_DoByHand";
  private static final String TAKE_OVER = "Task_TakeOver";

  /** The approver approves whatever there is to approve. */
  void approve() {
    for (var task : open(APPROVE)) {
      answer(
          Site.APPROVER,
          task,
          """
          {"decision": {"value": "approve"}, "decisionReason": {"value": "seen"}}
          """);
    }
  }

  /** The operator does what there is to do by hand, and says so with evidence. */
  void doByHand(Runnable work) {
    for (var task : open(BY_HAND)) {
      work.run();
      answer(
          Site.OPERATOR,
          task,
          """
          {"stepAnswer": {"value": "done"}, "evidence": {"value": "evidence of %s"}}
          """
              .formatted(task.path("name").asText()));
    }
  }

  /** The operator takes over what there is to take over. */
  void takeOver() {
    for (var task : open(TAKE_OVER)) {
      answer(
          Site.OPERATOR,
          task,
          """
          {"resolution": {"value": "left as it is"}}
          """);
    }
  }

  private List<JsonNode> open(String kind) {
    return Site.list(site.get("/engine-rest/task?processInstanceBusinessKey=" + key)).stream()
        .filter(task -> task.path("taskDefinitionKey").asText().equals(kind))
        .toList();
  }

  /** Where the node dies meanwhile, whoever asks for what is open sees what became of it. */
  private void answer(String user, JsonNode task, String variables) {
    site.post(
        user,
        "/engine-rest/task/" + task.path("id").asText() + "/submit-form",
        "{\"variables\": " + variables + "}");
  }
}
