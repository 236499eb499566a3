package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.demo.DemoShop;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The runbooks on the real shop: a process of its own, real files, real orders. */
@ReinstateTest
class ShopIT {

  private static final Path HOME = RunningReinstate.DATA.resolve("demo/shop");
  private static final String GOOD = "v1.0.0-stable";
  private static final String BROKEN = "v1.1.0";
  private static final String PAYMENT_BROKEN = "v1.0.1";

  @LocalServerPort private int port;
  @Autowired private DemoShop shop;
  @Autowired private Snapshots snapshots;
  @Autowired private Catalog catalog;

  /** Whatever a failed test left running would hold the shop for the next one. */
  @BeforeEach
  void shopWorksAndIsFree() {
    Rollback.cancelAll(port);
    shop.deploy(GOOD);
    shopIs("healthy");
  }

  @Test
  void emergencyRollbackRestoresTheShopWithinThirtySecondsAndKeepsItsOrders() throws IOException {
    assertThat(order().text("/state")).isEqualTo("paid");
    shop.deploy(BROKEN);
    shopIs("failing");
    assertThat(order().text("/state")).isEqualTo("unpaid");
    var orders = Files.readString(HOME.resolve("data/orders.csv"));
    var pressed = Instant.now();

    var rollback =
        start(
            "olivia",
            "emergency-rollback",
            "{\"application\":\"shop\",\"reason\":\"the shop fails\"}");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(Duration.between(pressed, Instant.now())).isLessThan(Duration.ofSeconds(30));
    shopIs("healthy");
    assertThat(Files.readString(HOME.resolve("data/orders.csv"))).isEqualTo(orders);
    assertThat(snapshots.list(shopId()))
        .anyMatch(kept -> kept.id().toString().equals(rollback.variable("safetySnapshot")));
  }

  @Test
  void moduleRollbackRestoresOneModuleAfterSomebodyElseApproved() {
    shop.deploy(PAYMENT_BROKEN);
    shopIs("failing");

    var rollback = start("olivia", "module-rollback", payment());
    var task = rollback.task("Approve rollback");
    assertThat(rollback.variable("planSummary"))
        .contains("1 changed")
        .contains("modules/payment/providers.properties");
    assertThat(
            as("samir")
                .post(
                    "/engine-rest/task/" + task + "/submit-form",
                    Rollback.decision("approve", "agreed"))
                .status())
        .isEqualTo(204);

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(rollback.history().text("/record/decision/by")).isEqualTo("samir");
    shopIs("healthy");
  }

  @Test
  void refusedRollbackEndsAsRefusedWithTheReasonAndChangesNothing() {
    shop.deploy(PAYMENT_BROKEN);

    var rollback = start("olivia", "module-rollback", payment());
    as("samir")
        .post(
            "/engine-rest/task/" + rollback.task("Approve rollback") + "/submit-form",
            Rollback.decision("refuse", "a fix is on its way"));

    assertThat(rollback.untilEnded().outcome()).isEqualTo("refused");
    assertThat(rollback.detail()).isEqualTo("a fix is on its way");
    shopIs("failing");
  }

  @Test
  void requesterApprovesOnNoPathNotEvenAsAdministrator() {
    shop.deploy(PAYMENT_BROKEN);
    for (var requester : new String[] {"samir", "admin"}) {
      var rollback = start(requester, "module-rollback", payment());
      var task = rollback.task("Approve rollback");
      var approve = Rollback.decision("approve", "myself");
      var process = as("admin").get("/engine-rest/task/" + task).text("/processInstanceId");
      var caller = as(requester);

      assertThat(caller.post("/engine-rest/task/" + task + "/complete", approve).status())
          .isGreaterThanOrEqualTo(400);
      assertThat(caller.post("/engine-rest/task/" + task + "/submit-form", approve).status())
          .isGreaterThanOrEqualTo(400);
      for (var instance : new String[] {rollback.instance, process}) {
        var variables = "/engine-rest/process-instance/" + instance + "/variables";
        assertThat(caller.put(variables + "/decision", "{\"value\":\"approve\"}").status())
            .isGreaterThanOrEqualTo(400);
        assertThat(
                caller
                    .post(variables, "{\"modifications\":{\"decision\":{\"value\":\"approve\"}}}")
                    .status())
            .isGreaterThanOrEqualTo(400);
      }
      assertThat(
              caller
                  .put(
                      "/engine-rest/task/" + task + "/localVariables/decision",
                      "{\"value\":\"approve\"}")
                  .status())
          .isGreaterThanOrEqualTo(400);
      caller.post("/engine-rest/task/" + task + "/delegate", "{\"userId\":\"petra\"}");
      assertThat(caller.post("/engine-rest/task/" + task + "/complete", approve).status())
          .isGreaterThanOrEqualTo(400);

      assertThat(rollback.history().text("/record/decision")).isEqualTo("null");
      assertThat(rollback.outcome()).isEqualTo("null");
      shopIs("failing");
      cancel(rollback);
    }
  }

  @Test
  void administratorCannotSkipTheApproval() {
    shop.deploy(PAYMENT_BROKEN);
    var rollback = start("admin", "module-rollback", payment());
    rollback.task("Approve rollback");

    var answer =
        as("admin")
            .post(
                "/engine-rest/process-instance/"
                    + rollback.called("carry-out-rollback")
                    + "/modification",
                "{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"Task_CutOver\"}]}");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text("/message")).contains("This command is open to no one");
    shopIs("failing");
    cancel(rollback);
  }

  @Test
  void administratorOutsideTheApprovingGroupsCannotApprove() {
    shop.deploy(PAYMENT_BROKEN);
    var rollback = start("olivia", "module-rollback", payment());

    var answer =
        as("admin")
            .post(
                "/engine-rest/task/" + rollback.task("Approve rollback") + "/complete",
                Rollback.decision("approve", "x"));

    assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    assertThat(answer.text("/message")).contains("Only members of senior-developers can decide");
    cancel(rollback);
  }

  @Test
  void secondActOnTheSameApplicationIsRefusedAndNamesTheFirst() {
    shop.deploy(PAYMENT_BROKEN);
    var first = start("olivia", "module-rollback", payment());
    first.task("Approve rollback");

    var second =
        as("samir")
            .post(
                "/api/runbooks/emergency-rollback/start",
                "{\"application\":\"shop\",\"reason\":\"x\"}");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("/detail")).contains(first.key).contains("olivia");
    cancel(first);
    assertThat(first.outcome()).isEqualTo("cancelled");
    var third =
        start(
            "samir",
            "take-snapshot",
            "{\"application\":\"shop\",\"label\":\"after\",\"reason\":\"free again\"}");
    assertThat(third.untilEnded().outcome()).isEqualTo("snapshot-taken");
  }

  @Test
  void failedVerificationIsPutBackAndTheEmergencyRollbackTakesOver() throws IOException {
    shop.deploy(PAYMENT_BROKEN);
    var bad = snapshots.take(catalog.application(shopId()), new SnapshotLabel("bad"));
    shop.deploy(GOOD);

    var rollback =
        start(
            "olivia",
            "module-rollback",
            "{\"application\":\"shop\",\"module\":\"payment\",\"target\":\""
                + bad.id()
                + "\",\"reason\":\"by mistake\"}");
    as("samir")
        .post(
            "/engine-rest/task/" + rollback.task("Approve rollback") + "/submit-form",
            Rollback.decision("approve", "looks right"));

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored-by-emergency");
    assertThat(rollback.steps())
        .containsSubsequence(
            "Exchange files", "Start services", "Stop services", "Put previous files back")
        .contains("Previous version put back", "Emergency rollback");
    shopIs("healthy");
  }

  @Test
  void withoutAStableSnapshotTheMinimalServerAnswersAndAPersonIsCalled() throws IOException {
    shop.deploy(BROKEN);
    shopIs("failing");
    var marks = hideStableMarks();

    var rollback =
        start(
            "olivia",
            "emergency-rollback",
            "{\"application\":\"shop\",\"reason\":\"all is lost\"}");
    var task = rollback.task("Take over");

    shopIs("maintenance");
    assertThat(rollback.variable("minimalServer")).contains("minimal server answers");
    as("olivia")
        .post(
            "/engine-rest/task/" + task + "/submit-form",
            "{\"variables\":{\"resolution\":{\"value\":\"rolled forward\"}}}");
    assertThat(rollback.untilEnded().outcome()).isEqualTo("handed-over");
    assertThat(rollback.detail()).contains("rolled forward").contains("minimal server");
    marks.restore();
    var next =
        start(
            "olivia",
            "emergency-rollback",
            "{\"application\":\"shop\",\"reason\":\"a snapshot was found\"}");
    assertThat(next.untilEnded().outcome()).isEqualTo("restored");
    shopIs("healthy");
  }

  @Test
  void damagedSnapshotIsRefusedAndTheNextOlderStableOneIsOffered() throws IOException {
    var damaged = snapshots.take(catalog.application(shopId()), new SnapshotLabel("damaged"));
    snapshots.markStable(damaged.id(), "test", "for the test");
    flipOneByte(damaged.id());
    shop.deploy(PAYMENT_BROKEN);

    var plan =
        as("olivia")
            .post(
                "/api/runbooks/module-rollback/plan",
                "{\"application\":\"shop\",\"module\":\"payment\",\"target\":\""
                    + damaged.id()
                    + "\"}");
    assertThat(plan.status()).isEqualTo(422);
    assertThat(plan.text("/detail"))
        .contains("damaged")
        .contains("newest intact stable snapshot is shop/initial-");

    var emergency =
        start(
            "olivia",
            "emergency-rollback",
            "{\"application\":\"shop\",\"target\":\"" + damaged.id() + "\",\"reason\":\"x\"}");
    assertThat(emergency.untilEnded().outcome()).isEqualTo("restored");
    assertThat(emergency.variable("planSummary")).contains("passed over");
    assertThat(emergency.history().text("/record/target")).startsWith("shop/initial-");
    shopIs("healthy");
  }

  @Test
  void badInputIsRefusedWithWhatToDoAndNothingIsStarted() {
    var before = as("olivia").get("/api/rollbacks?most=1").text("/0/key");

    assertThat(refusal("emergency-rollback", "{\"application\":\"nope\",\"reason\":\"x\"}"))
        .contains("no application «nope»", "Known: ");
    assertThat(refusal("emergency-rollback", "{\"application\":\"../shop\",\"reason\":\"x\"}"))
        .contains("not the name");
    assertThat(refusal("emergency-rollback", "{\"application\":\"shop\"}")).contains("reason");
    assertThat(
            refusal(
                "module-rollback",
                "{\"application\":\"shop\",\"module\":\"../../etc\",\"reason\":\"x\"}"))
        .contains("not the name of a module");
    assertThat(
            refusal(
                "module-rollback",
                "{\"application\":\"shop\",\"module\":\"payments\",\"reason\":\"x\"}"))
        .contains("no module «payments»", "payment");
    assertThat(
            refusal(
                "module-rollback",
                "{\"application\":\"shop\",\"module\":\"cart\",\"target\":\"shop/../x\",\"reason\":\"x\"}"))
        .contains("not the name of a snapshot");
    assertThat(
            refusal(
                "take-snapshot",
                "{\"application\":\"shop\",\"label\":\"../../x\",\"reason\":\"x\"}"))
        .contains("«../../x» is not");
    var smuggled =
        as("olivia")
            .post(
                "/engine-rest/process-definition/key/emergency-rollback/start",
                "{\"variables\":{\"application\":{\"value\":\"shop\"},\"reason\":{\"value\":\"x\"},\"requester\":{\"value\":\"samir\"}}}");
    assertThat(smuggled.text("/message")).contains("A start cannot set requester");

    assertThat(as("olivia").get("/api/rollbacks?most=1").text("/0/key")).isEqualTo(before);
  }

  @Test
  void everyDoorNeedsALoginAndAuditorsStartNothing() {
    var stranger = new Caller(port, "nobody");
    for (var path :
        new String[] {
          "/actuator/prometheus",
          "/api/applications",
          "/api/openapi",
          "/engine-rest/engine",
          "/engine-rest/task"
        }) {
      assertThat(stranger.get(path).status()).as(path).isEqualTo(401);
    }
    assertThat(as("adrian").get("/api/rollbacks").status()).isEqualTo(200);
    assertThat(
            as("adrian")
                .post(
                    "/api/runbooks/emergency-rollback/start",
                    "{\"application\":\"shop\",\"reason\":\"x\"}")
                .status())
        .isEqualTo(403);
  }

  @Test
  void whatDoesNotWorkIsKeptAndNotMarkedStable() {
    shop.deploy(PAYMENT_BROKEN);
    shopIs("failing");

    var taken =
        start(
                "olivia",
                "take-snapshot",
                "{\"application\":\"shop\",\"label\":\"broken\",\"reason\":\"x\",\"markStable\":true}")
            .untilEnded();

    assertThat(taken.outcome()).isEqualTo("snapshot-taken");
    assertThat(taken.detail()).contains("It is not marked stable. Unhealthy: ");
    var broken = snapshots.list(shopId()).get(0);
    assertThat(broken.id().label()).isEqualTo(new SnapshotLabel("broken"));
    assertThat(broken.stable()).isEmpty();
    assertThat(
            refusal(
                "mark-snapshot-stable",
                "{\"application\":\"shop\",\"snapshot\":\"" + broken.id() + "\",\"reason\":\"x\"}"))
        .contains("What this snapshot holds is live, and does not work.");
  }

  @Test
  void secondMarkOfASnapshotIsRefusedAndNamesTheFirst() {
    var first = snapshots.latestStable(shopId()).orElseThrow();

    var told =
        refusal(
            "mark-snapshot-stable",
            "{\"application\":\"shop\",\"snapshot\":\""
                + first.id()
                + "\",\"reason\":\"checked by hand\"}");

    assertThat(told).contains("marked stable before, by " + first.stable().orElseThrow().by());
    assertThat(snapshots.find(first.id()).stable()).isEqualTo(first.stable());
  }

  @Test
  void monitoringSeesWhatBecameOfTheActsAndHowOldTheStableSnapshotIs() {
    start(
            "olivia",
            "take-snapshot",
            "{\"application\":\"shop\",\"label\":\"seen\",\"reason\":\"x\"}")
        .untilEnded();

    assertThat(as("adrian").getText("/actuator/prometheus"))
        .containsPattern(
            "reinstate_acts_seconds_count\\{application=\"shop\",outcome=\"snapshot-taken\",runbook=\"take-snapshot\"} [1-9]")
        .containsPattern("reinstate_stable_snapshot_age_seconds\\{application=\"shop\"} \\d");
  }

  private String refusal(String runbook, String inputs) {
    var answer = as("olivia").post("/api/runbooks/" + runbook + "/start", inputs);
    assertThat(answer.status()).as("%s", answer.json()).isBetween(400, 499);
    return answer.text("/detail");
  }

  private Rollback start(String user, String runbook, String inputs) {
    return Rollback.start(port, user, runbook, inputs);
  }

  private void cancel(Rollback rollback) {
    assertThat(as("admin").delete("/engine-rest/process-instance/" + rollback.instance).status())
        .isEqualTo(204);
  }

  private Caller as(String user) {
    return new Caller(port, user);
  }

  private static String payment() {
    return "{\"application\":\"shop\",\"module\":\"payment\",\"reason\":\"payments fail\"}";
  }

  private static Caller.Answer order() {
    return new Caller(RunningReinstate.SHOP_PORT, "customer").post("/orders", "");
  }

  private static void shopIs(String status) {
    Awaitility.await("shop is " + status)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(
            () ->
                new Caller(RunningReinstate.SHOP_PORT, "anybody")
                    .get("/health")
                    .text("/status")
                    .equals(status));
  }

  private static ApplicationId shopId() {
    return new ApplicationId("shop");
  }

  private static Path directory(SnapshotId snapshot) {
    return RunningReinstate.DATA.resolve("snapshots").resolve(snapshot.toString());
  }

  private static void flipOneByte(SnapshotId snapshot) throws IOException {
    var archive = directory(snapshot).resolve("files.tar.zst");
    var bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);
  }

  private HiddenMarks hideStableMarks() throws IOException {
    var hidden = new HiddenMarks();
    for (var snapshot : snapshots.list(shopId())) {
      if (snapshot.stable().isPresent()) {
        hidden.hide(directory(snapshot.id()).resolve("stable.json"));
      }
    }
    return hidden;
  }

  /** Marks that were moved aside, so that no snapshot counts as stable. */
  private static final class HiddenMarks {

    private final List<Path> marks = new ArrayList<>();

    void hide(Path mark) throws IOException {
      Files.move(mark, mark.resolveSibling("hidden.json"));
      marks.add(mark);
    }

    void restore() throws IOException {
      for (var mark : marks) {
        Files.move(mark.resolveSibling("hidden.json"), mark);
      }
    }
  }
}
