package io.reinstate;

import static io.reinstate.ReleasedApplication.HOME;
import static io.reinstate.ReleasedApplication.deliver;
import static io.reinstate.ReleasedApplication.git;
import static io.reinstate.ReleasedApplication.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.Catalog;
import io.reinstate.service.Services;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** One component comes back by its options in order: a real service says which of them helps. */
@Tag("long")
@ReinstateTest
class ComponentIT {

  @LocalServerPort private int port;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Snapshots snapshots;

  private RunningApplication released;

  @BeforeEach
  void bannerIsBroken() {
    released = new RunningApplication("released", port, catalog, services, snapshots);
    released.stop();
    deliver();
    released.markStable();
  }

  @AfterEach
  void stop() {
    released.stop();
  }

  @Test
  void toggleHelpsAndNoFileIsTouched() {
    released.start();
    var rollback = start("");
    var task = rollback.task("Approve rollback");
    assertThat(rollback.variable("planSummary"))
        .contains(
            "Option 1 of 3 for Banner: toggle Banner off",
            "next comes 2. its files from git, 3. its files removed",
            "from `on` to `off`");
    approve(task);

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(HOME.resolve("toggles.env")).hasContent("BANNER=off");
    assertThat(git("status", "--porcelain")).isEmpty();
    assertThat(rollback.steps()).doesNotContain("Build release");
    assertThat(rollback.history().text("/record/subject")).isEqualTo("component banner");
  }

  @Test
  void toggleThatDoesNotHelpIsPutBackAndFilesComeFromTheRelease() {
    write("app/banner/stubborn", "ignores its toggle");
    released.start();
    var rollback = start("");
    approve(rollback.task("Approve rollback"));
    approve(rollback.task("Approve rollback"));

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(HOME.resolve("toggles.env")).hasContent("BANNER=on");
    assertThat(HOME.resolve("app/banner/text")).hasContent("ok");
    assertThat(HOME.resolve("app/page")).hasContent("two");
    assertThat(git("symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    assertThat(rollback.steps()).contains("Put toggles back", "Build release");
    assertThat(rollback.variable("tries")).startsWith("Option 1 did not help.");
  }

  @Test
  void onlyTakingItAwayHelps() {
    write("app/banner/stubborn", "ignores its toggle");
    released.start();
    var rollback = start(",\"revision\":\"v0.9.0\"");
    approve(rollback.task("Approve rollback"));
    approve(rollback.task("Approve rollback"));
    approve(rollback.task("Approve rollback"));

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(HOME.resolve("app/banner")).doesNotExist();
    assertThat(HOME.resolve("app/page")).hasContent("two");
    assertThat(HOME.resolve("toggles.env")).hasContent("BANNER=on");
  }

  @Test
  void whereNothingHelpsEverythingIsAsBeforeAndAPersonIsCalled() throws IOException {
    write("app/hopeless", "broken elsewhere");
    released.start();
    var before = Tree.contents(HOME, "log", ".git");
    var rollback = start("");
    approve(rollback.task("Approve rollback"));
    approve(rollback.task("Approve rollback"));
    approve(rollback.task("Approve rollback"));
    var task = rollback.task("Take over");

    assertThat(Tree.contents(HOME, "log", ".git")).isEqualTo(before);
    assertThat(rollback.variable("failure"))
        .contains("Option 1 did not help.", "Option 2 did not help.", "Option 3 did not help.");
    assertThat(rollback.steps()).doesNotContain("Emergency rollback");
    complete("olivia", task, "{\"variables\":{\"resolution\":{\"value\":\"Mended.\"}}}");
    assertThat(rollback.untilEnded().outcome()).isEqualTo("handed-over");
  }

  @Test
  void dryRunPlansEveryOptionAndTouchesNothing() throws IOException {
    released.start();
    var before = Tree.of(HOME, "log", ".git");
    var process = released.process();
    var rollback = start(",\"dryRun\":true");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("planned");
    assertThat(Tree.of(HOME, "log", ".git")).isEqualTo(before);
    assertThat(released.process()).isEqualTo(process);
    assertThat(rollback.history().json().at("/plans")).hasSize(3);
    assertThat(rollback.history().json().at("/plans").toString())
        .contains("Option 1 of 3", "Option 2 of 3", "Option 3 of 3", "a person is called");
  }

  @Test
  void whatDoesNotFitIsRefusedWhereStartWasPressed() {
    released.start();
    assertThat(refusal("\"component\":\"bannner\"")).contains("bannner");
    assertThat(refusal("\"dryRun\":true")).contains("No component was named");
    assertThat(
            refusal(
                "\"component\":\"banner\","
                    + "\"target\":\"released/manual-20260101T000000.000Z\""))
        .contains("takes no «target»");
  }

  private Rollback start(String more) {
    return Rollback.start(
        port,
        "olivia",
        "component-rollback",
        "{\"application\":\"released\",\"component\":\"banner\",\"reason\":\"it is ugly\""
            + more
            + "}");
  }

  private String refusal(String inputs) {
    var answer =
        new Caller(port, "olivia")
            .post(
                "/api/runbooks/component-rollback/start",
                "{\"application\":\"released\",\"reason\":\"it is ugly\"," + inputs + "}");
    assertThat(answer.status()).as("%s", answer.json()).isBetween(400, 422);
    return answer.text("/detail");
  }

  private void approve(String task) {
    Rollback.decide(port, "samir", task, "approve");
  }

  private void complete(String user, String task, String form) {
    assertThat(
            new Caller(port, user)
                .post("/engine-rest/task/" + task + "/submit-form", form)
                .status())
        .isEqualTo(204);
  }
}
