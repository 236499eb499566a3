package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The people of the demo at work on one of the five systems: Olivia operates, Samir, Petra and
 * Stella approve as senior developer, project lead and stakeholder.
 */
record Crew(int port, OneSystem system) {

  static final String RESTORED = "restored";

  /** Olivia asks for a rollback. */
  Rollback asks(String runbook, String inputs) {
    return start("olivia", runbook, inputs);
  }

  /** Samir does not wait for anybody. */
  Rollback forces(String runbook, String inputs) {
    return start("samir", runbook, ",\"forced\":true" + inputs);
  }

  private Rollback start(String user, String runbook, String inputs) {
    return Rollback.start(
        port,
        user,
        runbook,
        "{\"application\":\"%s\",\"reason\":\"it fails since noon\"%s}"
            .formatted(system.name, inputs));
  }

  void approves(String user, Rollback rollback) {
    done(user, rollback.task("Approve rollback"), Rollback.decision("approve", "agreed"));
  }

  /** Olivia ticks the items of the next checklist, given as numbers in quotes. */
  void ticks(Rollback rollback, String items) {
    done(
        "olivia",
        rollback.task("Tick checklist"),
        "{\"variables\":{\"ticked\":{\"value\":\"[%s]\"}}}".formatted(items));
  }

  /** Olivia carries out a step of a manual rollback, and says what she saw. */
  void does(Rollback rollback, String step, String evidence) {
    done(
        "olivia",
        rollback.task(step),
        "{\"variables\":{\"stepAnswer\":{\"value\":\"done\"},\"evidence\":{\"value\":\"%s\"}}}"
            .formatted(evidence));
  }

  void done(String user, String task, String body) {
    var answer = new Caller(port, user).post("/engine-rest/task/" + task + "/submit-form", body);
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(204);
  }

  void ends(Rollback rollback, String outcome) {
    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo(outcome);
  }

  String verdict() {
    return health().verdict();
  }

  void isHealthy() {
    health().awaitHealthy();
  }

  private Health health() {
    return new Health(port, system.name);
  }
}
