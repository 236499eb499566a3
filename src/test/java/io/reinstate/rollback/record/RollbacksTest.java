package io.reinstate.rollback.record;

import static io.reinstate.runbook.KnownRunbooks.EMERGENCY_ROLLBACK;
import static io.reinstate.runbook.KnownRunbooks.MODULE_ROLLBACK;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.rollback.DataSince;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.SetToggle;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.RollbackNotFound;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.SettableClock;
import io.reinstate.rollback.Target;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.tree.Difference;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RollbacksTest {

  private static final Difference NO_CHANGES = new Difference(List.of(), List.of(), List.of(), "");

  private static final ApplicationId SHOP = new ApplicationId("shop");
  private static final ApplicationId DESK = new ApplicationId("desk");
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final SnapshotId TARGET = SnapshotId.parse("shop/initial-20260101T000000.000Z");

  private final RecordDatabase database = new RecordDatabase();
  private final SettableClock clock = new SettableClock(START);
  private final Rollbacks rollbacks =
      database.rollbacks(clock, RecordDatabase.catalog("shop", "desk"));
  private final Plans plans = database.plans(rollbacks);
  private final Decisions decisions = database.decisions(clock, plans, rollbacks);

  @AfterEach
  void close() {
    database.close();
  }

  private RollbackRecord open(String instance, Runbook runbook, ApplicationId application) {
    database.running.add(instance);
    return rollbacks.open(
        new Act(
            instance,
            runbook.id(),
            application,
            "olivia",
            Optional.empty(),
            Optional.empty(),
            Optional.of("Nobody can pay.")));
  }

  private RollbackRecord open(String instance) {
    return open(instance, MODULE_ROLLBACK, SHOP);
  }

  private void end(String instance, Outcome outcome) {
    rollbacks.close(instance, outcome, Optional.empty());
    database.running.remove(instance);
  }

  private Plan plan(Runbook runbook) {
    return new Plan(
        runbook,
        SHOP,
        new FileSet.OneModule(new ModuleId("payment")),
        Optional.of(
            new Target(
                TARGET,
                START.minusSeconds(3600),
                4711,
                Optional.of("v1.0.0"),
                Optional.of("samir: served all day"))),
        new Difference(
            List.of("a/new"), List.of("a/changed", "b/"), List.of("a/gone"), "0".repeat(64)),
        List.of(new SetToggle(new ToggleId("uploads"), "Uploads", Optional.of("on"), "off")),
        List.of(new ServiceId("web"), new ServiceId("db")),
        new DataSince(List.of("data/orders.csv"), 12, Optional.of(START.minusSeconds(5))),
        Optional.of(Duration.ofMillis(4567)),
        List.of("Look twice."),
        clock.instant());
  }

  private String planned(String instance) {
    return plans.keep(instance, plan(MODULE_ROLLBACK));
  }

  private Decision decide(String instance, String plan, String answer) {
    return decisions.decide(instance, plan, answer, Optional.of("samir"), "It is right.");
  }

  @Test
  void whatItIsAboutMayBeManyNames() {
    var toggles = "toggles " + String.join(", ", Collections.nCopies(20, "recommendations"));
    database.running.add("i-1");

    var record =
        rollbacks.open(
            new Act(
                "i-1",
                "feature-toggle-rollback",
                SHOP,
                "olivia",
                Optional.of(toggles),
                Optional.empty(),
                Optional.of("It is slow.")));

    assertThat(record.subject()).contains(toggles);
  }

  @Test
  void whatWasAddedMeanwhileIsToldAfterWhatCameOfIt() {
    open("i-1");
    rollbacks.addDetail("i-1", "Nobody watches it any longer.");

    rollbacks.close("i-1", Outcome.RESTORED, Optional.of("Healthy."));

    assertThat(rollbacks.of("i-1").detail()).contains("Healthy.\nNobody watches it any longer.");
  }

  @Test
  void anOpenedActIsRemembered() {
    var record =
        rollbacks.open(
            new Act(
                "i-1",
                "module-rollback",
                SHOP,
                "olivia",
                Optional.of("payment"),
                Optional.of(TARGET.toString()),
                Optional.of("Nobody can pay.")));

    assertThat(record)
        .isEqualTo(
            new RollbackRecord(
                "shop-0001",
                "i-1",
                "shop",
                "module-rollback",
                Optional.of("payment"),
                Optional.of(TARGET.toString()),
                Optional.of("Nobody can pay."),
                "olivia",
                START,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(rollbacks.of("i-1")).isEqualTo(record);
    assertThat(rollbacks.find("shop-0001")).isEqualTo(record);
  }

  @Test
  void aSecondActIsRefusedAndNamesTheFirst() {
    open("i-1");

    assertThatThrownBy(() -> open("i-2"))
        .isInstanceOf(ApplicationBusy.class)
        .hasMessageContainingAll("shop-0001", "module-rollback", "olivia", "2026-03-01T10:00:00Z");

    assertThat(rollbacks.count()).isEqualTo(1);
  }

  @Test
  void anotherApplicationIsNotHindered() {
    open("i-1");

    assertThat(open("i-2", MODULE_ROLLBACK, DESK).key()).isEqualTo("desk-0001");
  }

  @Test
  void aClaimEndsWhenItsInstanceIsGoneEvenWithoutAWord() {
    open("i-1");
    database.running.remove("i-1");

    assertThat(open("i-2").key()).isEqualTo("shop-0002");
    assertThat(rollbacks.of("i-1").outcome()).isEmpty();
  }

  @Test
  void aClaimHoldsAsLongAsItsInstanceRunsEvenAfterItsOutcome() {
    open("i-1");
    rollbacks.close("i-1", Outcome.RESTORED, Optional.empty());

    assertThatThrownBy(() -> open("i-2")).isInstanceOf(ApplicationBusy.class);
  }

  @Test
  void aSecondRunFindsTheRecordOfTheFirst() {
    var first = open("i-1");
    clock.pass(ofSeconds(5));

    assertThat(open("i-1", EMERGENCY_ROLLBACK, SHOP)).isEqualTo(first);
    assertThat(rollbacks.count()).isEqualTo(1);
  }

  @Test
  void keysCountUpForEachApplication() {
    open("i-1");
    end("i-1", Outcome.REFUSED);
    open("i-2", MODULE_ROLLBACK, DESK);
    end("i-2", Outcome.REFUSED);

    assertThat(open("i-3").key()).isEqualTo("shop-0002");
    assertThat(open("i-4", MODULE_ROLLBACK, DESK).key()).isEqualTo("desk-0002");
  }

  @Test
  void aRestartKeepsClaimsAndCountsOn() {
    open("i-1");

    var restarted = database.rollbacks(clock, RecordDatabase.catalog("shop", "desk"));

    assertThatThrownBy(
            () ->
                restarted.open(
                    new Act(
                        "i-2",
                        "module-rollback",
                        SHOP,
                        "olivia",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))
        .isInstanceOf(ApplicationBusy.class);
  }

  @Test
  void whatIsUnknownIsRefused() {
    assertThatThrownBy(() -> rollbacks.find("shop-0042"))
        .isInstanceOf(RollbackNotFound.class)
        .hasMessageContaining("shop-0042");
    assertThatThrownBy(() -> rollbacks.of("i-42")).isInstanceOf(RollbackNotFound.class);
  }

  @Test
  void aKeptPlanIsReadAsItWasWritten() {
    open("i-1");
    var plan = plan(MODULE_ROLLBACK);

    plans.keep("i-1", plan);

    assertThat(plans.of("i-1")).containsExactly(plan);
  }

  @Test
  void aPlanWithoutATargetIsReadAsItWasWritten() {
    open("i-1", EMERGENCY_ROLLBACK, SHOP);
    var plan =
        new Plan(
            EMERGENCY_ROLLBACK,
            SHOP,
            new FileSet.Everything(),
            Optional.empty(),
            new Difference(List.of(), List.of(), List.of(), ""),
            List.of(),
            List.of(),
            DataSince.NOTHING,
            Optional.empty(),
            List.of(),
            START);

    var id = plans.keep("i-1", plan);

    assertThat(decisions.runnable("i-1", id)).isEqualTo(plan);
    assertThat(rollbacks.of("i-1").target()).isEmpty();
  }

  @Test
  void aPlanPinsItsTargetInTheRecord() {
    open("i-1");

    planned("i-1");

    assertThat(rollbacks.of("i-1").target()).contains("shop/initial-20260101T000000.000Z");
  }

  @Test
  void plansOfAnActCountUp() {
    open("i-1");

    assertThat(planned("i-1")).isEqualTo("shop-0001.1");
    clock.pass(ofSeconds(1));
    assertThat(planned("i-1")).isEqualTo("shop-0001.2");
    assertThat(plans.of("i-1")).extracting(Plan::created).isSorted().hasSize(2);
  }

  @Test
  void aDecisionIsRemembered() {
    open("i-1");
    var plan = planned("i-1");
    clock.pass(ofSeconds(90));

    var decision = decide("i-1", plan, "approve");

    assertThat(decision)
        .isEqualTo(
            new Decision(
                plan, Decision.Answer.APPROVE, "samir", START.plusSeconds(90), "It is right."));
    assertThat(rollbacks.of("i-1").decision()).contains(decision);
  }

  @Test
  void whoAskedCannotDecide() {
    open("i-1");
    var plan = planned("i-1");

    assertThatThrownBy(
            () -> decisions.decide("i-1", plan, "approve", Optional.of("olivia"), "Mine."))
        .isInstanceOf(FourEyes.class)
        .hasMessageContaining("olivia");

    assertThat(rollbacks.of("i-1").decision()).isEmpty();
  }

  @Test
  void nobodyCannotDecide() {
    open("i-1");
    var plan = planned("i-1");

    assertThatThrownBy(() -> decisions.decide("i-1", plan, "approve", Optional.empty(), "x"))
        .isInstanceOf(FourEyes.class);
    assertThatThrownBy(() -> decisions.decide("i-1", plan, "approve", Optional.of(" "), "x"))
        .isInstanceOf(FourEyes.class);

    assertThat(rollbacks.of("i-1").decision()).isEmpty();
  }

  @Test
  void aDecisionCannotBeChanged() {
    open("i-1");
    var plan = planned("i-1");
    decide("i-1", plan, "refuse");

    assertThatThrownBy(() -> decide("i-1", plan, "approve")).isInstanceOf(RequestRefused.class);

    assertThat(rollbacks.of("i-1").decision())
        .map(Decision::answer)
        .contains(Decision.Answer.REFUSE);
  }

  @Test
  void aPlanOfAnotherActCannotBeDecided() {
    open("i-1");
    var plan = planned("i-1");
    end("i-1", Outcome.REFUSED);
    open("i-2");

    assertThatThrownBy(() -> decide("i-2", plan, "approve"))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining(plan);
  }

  @Test
  void anApprovedPlanRuns() {
    open("i-1");
    var plan = planned("i-1");
    decide("i-1", plan, "approve");

    assertThat(decisions.runnable("i-1", plan)).isEqualTo(plan(MODULE_ROLLBACK));
  }

  @Test
  void aPlanThatNobodyDecidedAboutDoesNotRun() {
    open("i-1");
    var plan = planned("i-1");

    assertThatThrownBy(() -> decisions.runnable("i-1", plan)).isInstanceOf(FourEyes.class);
  }

  @Test
  void aRefusedPlanDoesNotRun() {
    open("i-1");
    var plan = planned("i-1");
    decide("i-1", plan, "refuse");

    assertThatThrownBy(() -> decisions.runnable("i-1", plan)).isInstanceOf(FourEyes.class);
  }

  @Test
  void theApprovalOfAnEarlierPlanIsNoneOfTheNext() {
    open("i-1");
    decide("i-1", planned("i-1"), "approve");
    var next = planned("i-1");

    assertThatThrownBy(() -> decisions.runnable("i-1", next)).isInstanceOf(FourEyes.class);
  }

  @Test
  void anEmergencyRunsWithoutAnApproval() {
    open("i-1", EMERGENCY_ROLLBACK, SHOP);
    var plan = plans.keep("i-1", plan(EMERGENCY_ROLLBACK));

    assertThat(decisions.runnable("i-1", plan).runbook()).isEqualTo(EMERGENCY_ROLLBACK);
  }

  @Test
  void thePlanOfAnotherActDoesNotRunEvenWhenApproved() {
    open("i-1");
    var plan = planned("i-1");
    decide("i-1", plan, "approve");
    end("i-1", Outcome.CANCELLED);
    open("i-2");

    assertThatThrownBy(() -> decisions.runnable("i-2", plan)).isInstanceOf(RequestRefused.class);
  }

  @Test
  void theLastDecisionIsTheOneOfTheRecordHoweverManyPlansThereWere() {
    open("i-1");
    for (var round = 1; round < 10; round++) {
      decide("i-1", planned("i-1"), "approve");
      clock.pass(ofSeconds(60));
    }

    var last = decide("i-1", planned("i-1"), "refuse");

    assertThat(last.plan()).isEqualTo("shop-0001.10");
    assertThat(rollbacks.of("i-1").decisions()).hasSize(10).endsWith(last);
    assertThat(rollbacks.of("i-1").decision()).contains(last);
    assertThat(rollbacks.list(0, 10)).hasSize(1);
  }

  @Test
  void theFirstOutcomeStays() {
    open("i-1");
    clock.pass(ofSeconds(30));
    rollbacks.close("i-1", Outcome.RESTORED, Optional.of("All probes are healthy."));
    clock.pass(ofSeconds(30));

    rollbacks.close("i-1", Outcome.CANCELLED, Optional.of("Too late."));

    var record = rollbacks.of("i-1");
    assertThat(record.outcome()).contains(Outcome.RESTORED);
    assertThat(record.detail()).contains("All probes are healthy.");
    assertThat(record.ended()).contains(START.plusSeconds(30));
  }

  @Test
  void aDetailThatIsTooLongIsShortened() {
    open("i-1");

    rollbacks.close("i-1", Outcome.FAILED, Optional.of("x".repeat(5000)));

    assertThat(rollbacks.of("i-1").detail().orElseThrow()).hasSize(4000).endsWith("x…");
  }

  @Test
  void closingWhatWasNeverOpenedChangesNothing() {
    open("i-1");

    rollbacks.close("i-42", Outcome.RESTORED, Optional.empty());

    assertThat(rollbacks.of("i-1").outcome()).isEmpty();
  }

  @Test
  void recordsAreListedNewestFirstInPages() {
    for (var number = 1; number <= 5; number++) {
      open("i-" + number);
      end("i-" + number, Outcome.REFUSED);
      clock.pass(ofSeconds(1));
    }

    assertThat(rollbacks.list(0, 2))
        .extracting(RollbackRecord::key)
        .containsExactly("shop-0005", "shop-0004");
    assertThat(rollbacks.list(4, 2)).extracting(RollbackRecord::key).containsExactly("shop-0001");
    assertThat(rollbacks.list(5, 2)).isEmpty();
    assertThat(rollbacks.count()).isEqualTo(5);
  }

  @Test
  void recordsOfTheSameMomentAreListedByTheirNumber() {
    open("i-1");
    end("i-1", Outcome.REFUSED);
    open("i-2");

    assertThat(rollbacks.list(0, 2))
        .extracting(RollbackRecord::key)
        .containsExactly("shop-0002", "shop-0001");
  }

  /** An emergency that acts for so long. */
  private void emergency(String instance, int seconds, Outcome outcome) {
    open(instance, EMERGENCY_ROLLBACK, SHOP);
    clock.pass(ofSeconds(seconds));
    end(instance, outcome);
  }

  @Test
  void theUsualTimeIsTheMedian() {
    emergency("i-1", 900, Outcome.RESTORED);
    emergency("i-2", 3, Outcome.RESTORED);
    emergency("i-3", 5, Outcome.RESTORED);

    assertThat(rollbacks.usual(EMERGENCY_ROLLBACK, SHOP)).contains(ofSeconds(5));
  }

  @Test
  void theUsualTimeIsUnknownBeforeTheFirst() {
    emergency("i-1", 5, Outcome.HANDED_OVER);
    emergency("i-2", 6, Outcome.CANCELLED);

    assertThat(rollbacks.usual(EMERGENCY_ROLLBACK, SHOP)).isEmpty();
  }

  @Test
  void theUsualTimeIsThatOfItsRunbookAndApplication() {
    emergency("i-1", 5, Outcome.RESTORED);

    assertThat(rollbacks.usual(MODULE_ROLLBACK, SHOP)).isEmpty();
    assertThat(rollbacks.usual(EMERGENCY_ROLLBACK, DESK)).isEmpty();
  }

  @Test
  void theUsualTimeIsThatOfTheLastTen() {
    for (var number = 1; number <= 11; number++) {
      emergency("slow-" + number, 600, Outcome.RESTORED);
    }
    for (var number = 1; number <= 10; number++) {
      emergency("fast-" + number, 4, Outcome.RESTORED);
    }

    assertThat(rollbacks.usual(EMERGENCY_ROLLBACK, SHOP)).contains(ofSeconds(4));
  }

  @Test
  void theUsualTimeBeginsWithTheDecision() {
    open("i-1");
    var plan = planned("i-1");
    clock.pass(ofSeconds(600));
    decide("i-1", plan, "approve");
    clock.pass(ofSeconds(7));
    end("i-1", Outcome.RESTORED);

    assertThat(rollbacks.usual(MODULE_ROLLBACK, SHOP)).contains(ofSeconds(7));
  }

  @Test
  void whoeverAskedMayForceTheOwnPlanAndNobodyElse() {
    open("i-1");
    var plan = planned("i-1");

    assertThatThrownBy(() -> decisions.force("i-1", plan, Optional.of("samir"), "No time."))
        .isInstanceOf(FourEyes.class)
        .hasMessageContaining("samir did not ask");
    assertThatThrownBy(() -> decisions.force("i-1", plan, Optional.empty(), "No time."))
        .isInstanceOf(FourEyes.class);

    decisions.force("i-1", plan, Optional.of("olivia"), "No time.");

    assertThat(decisions.runnable("i-1", plan)).isNotNull();
    assertThat(rollbacks.of("i-1").decision().orElseThrow().answer())
        .isEqualTo(Decision.Answer.FORCE);
  }

  @Test
  void whatTakesASchemaBackIsForcedByNobody() {
    open("i-1");
    var plan = plan(KnownRunbooks.FULL_ROLLBACK);
    var migrating =
        plans.keep(
            "i-1",
            new Plan(
                plan.runbook(),
                plan.application(),
                plan.subject(),
                plan.target(),
                plan.changes(),
                List.of(new PlannedAct.MigrateSchemaDown(new DatabaseId("orders"), "3", "2")),
                plan.restarts(),
                plan.data(),
                plan.expected(),
                plan.warnings(),
                plan.created()));

    assertThatThrownBy(() -> decisions.force("i-1", migrating, Optional.of("olivia"), "No time."))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("cannot be forced");
    assertThat(rollbacks.of("i-1").decision()).isEmpty();
  }

  @Test
  void theTaskForcesNothing() {
    open("i-1");
    var plan = planned("i-1");

    assertThatThrownBy(() -> decide("i-1", plan, "force"))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("Nobody forces");
  }

  @Test
  void keepingDataIsNoAnswerToAPlanThatReplacesNone() {
    open("i-1");
    var plan = planned("i-1");

    assertThatThrownBy(() -> decide("i-1", plan, "keep-data"))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("replaces no data");
  }

  private String plannedWithData(Runbook runbook, FileSet files, Difference changes) {
    var plan = plan(runbook);
    var restore =
        new PlannedAct.RestoreDatabase(
            new DatabaseId("orders"), "Orders", START, 4711, Map.of(), Optional.empty());
    return plans.keep(
        "i-1",
        new Plan(
            runbook,
            plan.application(),
            files,
            plan.target(),
            changes,
            List.of(restore),
            plan.restarts(),
            plan.data(),
            plan.expected(),
            plan.warnings(),
            plan.created()));
  }

  @Test
  void dataMayBeKeptWhereFilesGoBackToo() {
    open("i-1");
    var plan =
        plannedWithData(
            KnownRunbooks.FULL_RESTORE, new FileSet.Everything(), plan(MODULE_ROLLBACK).changes());

    decide("i-1", plan, "keep-data");

    assertThat(plans.of("i-1").get(0).acts()).isNotEmpty();
    assertThat(decisions.runnable("i-1", plan).acts()).isEmpty();
  }

  @Test
  void keepingDataIsNoAnswerToADatabaseRollback() {
    open("i-1");
    var plan =
        plannedWithData(
            KnownRunbooks.DATABASE_ROLLBACK,
            new FileSet.OneDatabase(new DatabaseId("orders")),
            NO_CHANGES);

    assertThatThrownBy(() -> decide("i-1", plan, "keep-data"))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContainingAll("nothing but data", "plan " + plan, "approve or refuse");
    assertThat(rollbacks.of("i-1").decision()).isEmpty();
  }

  @Test
  void keepingDataIsNoAnswerToAFullRestoreOfWhichOnlyTheDataDiffers() {
    open("i-1");
    var plan = plannedWithData(KnownRunbooks.FULL_RESTORE, new FileSet.Everything(), NO_CHANGES);

    assertThatThrownBy(() -> decide("i-1", plan, "keep-data"))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("nothing but data");
  }

  @Test
  void anActThatGoesOnAfterAllIsDoneWhenItEnds() {
    open("i-1");
    rollbacks.acted("i-1");
    rollbacks.reopen("i-1");
    clock.pass(Duration.ofSeconds(7));
    rollbacks.close("i-1", Outcome.RESTORED_BY_EMERGENCY, Optional.empty());

    assertThat(rollbacks.of("i-1").done()).contains(START.plusSeconds(7));
  }

  @Test
  void anActSaysSinceWhenItIsDone() {
    open("i-1");
    clock.pass(Duration.ofSeconds(3));
    rollbacks.acted("i-1");
    clock.pass(Duration.ofMinutes(15));
    rollbacks.acted("i-1");
    rollbacks.close("i-1", Outcome.RESTORED, Optional.empty());

    assertThat(rollbacks.of("i-1").done()).contains(START.plusSeconds(3));
    assertThat(rollbacks.usual(MODULE_ROLLBACK, SHOP)).contains(Duration.ofSeconds(3));
  }
}
