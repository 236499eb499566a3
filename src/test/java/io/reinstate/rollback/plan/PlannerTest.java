package io.reinstate.rollback.plan;

import static io.reinstate.runbook.KnownRunbooks.EMERGENCY_ROLLBACK;
import static io.reinstate.runbook.KnownRunbooks.MODULE_ROLLBACK;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.NotInCatalog;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.exchange.FileChanges;
import io.reinstate.exchange.OwnRights;
import io.reinstate.host.LocalHost;
import io.reinstate.rollback.DataSince;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.LiveShop;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlanText;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.SetToggle;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import io.reinstate.rollback.Target;
import io.reinstate.rollback.record.Act;
import io.reinstate.rollback.record.Outcome;
import io.reinstate.rollback.record.RecordDatabase;
import io.reinstate.rollback.record.Rollbacks;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.service.Services;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.MachineChanges;
import io.reinstate.toggle.Toggles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {

  private static final ToggleId SEARCH = new ToggleId("search");
  private static final ToggleId SPEED = new ToggleId("speed");

  @TempDir Path directory;
  private final RecordDatabase database = new RecordDatabase();
  private LiveShop shop;
  private Rollbacks rollbacks;

  @BeforeEach
  void open() {
    shop = new LiveShop(directory, true);
    rollbacks = database.rollbacks(shop.clock, shop.catalog());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Plan plan(Runbook runbook, ModuleId module, Snapshot target) {
    var request =
        new RollbackRequest(
            runbook,
            LiveShop.ID,
            Subject.of(Optional.ofNullable(module)),
            Optional.ofNullable(target).map(Snapshot::id));
    return planner().plan(shop.application(), request, Set.of());
  }

  private Planner planner() {
    return new Planner(
        new DataActs(null, null, new WrittenData(), new SharedDatabases(shop.catalog())),
        null,
        new Targets(shop.snapshots),
        shop.exchanges,
        new WantedReleases(null, null),
        new WrittenData(),
        new PlannedActs(
            null,
            new Toggles(new LocalHost()),
            shop.snapshots,
            null,
            new MachineChanges(shop.snapshots, new LocalHost()),
            null,
            new MovedLinks(shop.snapshots, null)),
        new MissingArtifacts(shop.snapshots, new FileChanges(shop.exchanges), null),
        new OwnRights(new SnapshotSettings(directory.resolve("snapshots"))),
        new Services(new LocalHost()),
        new SwitchesInFiles(
            new Toggles(new LocalHost()),
            shop.snapshots,
            KnownRunbooks.ALL,
            database.plans(rollbacks),
            rollbacks),
        rollbacks,
        shop.clock);
  }

  @Test
  void aPlanPinsItsTarget() {
    var stable = shop.takeStable();

    var plan = plan(MODULE_ROLLBACK, LiveShop.PAYMENT, null);

    assertThat(plan.requiredTarget().snapshot()).isEqualTo(stable.id());
    assertThat(plan.requiredTarget().stable()).contains("samir: served all day");
    assertThat(plan.created()).isEqualTo(shop.clock.instant());
  }

  @Test
  void aPlanOfAModuleNamesItsFilesOnly() {
    shop.takeStable();
    shop.write("payment/limits", "0");
    shop.write("payment/new", "x");
    shop.write("help/text", "Nobody is here.");

    var plan = plan(MODULE_ROLLBACK, LiveShop.PAYMENT, null);

    assertThat(plan.changes().changed()).containsExactly("payment/limits");
    assertThat(plan.changes().removed()).containsExactly("payment/new");
    assertThat(plan.changes().added()).isEmpty();
    assertThat(plan.files().selection(shop.application()))
        .isEqualTo(Selection.module(LiveShop.PAYMENT));
  }

  @Test
  void aPlanOfTheWholeApplicationNamesEveryFile() {
    shop.takeStable();
    shop.write("payment/limits", "0");
    shop.write("help/text", "Nobody is here.");

    var plan = plan(EMERGENCY_ROLLBACK, null, null);

    assertThat(plan.changes().changed()).containsExactly("help/text", "payment/limits");
    assertThat(plan.files().selection(shop.application())).isEqualTo(Selection.everything());
  }

  @Test
  void servicesThatTakeUpCodeByAReloadAreNotRestarted() {
    shop.reloadsCode = true;
    shop.takeStable();

    var plan = plan(MODULE_ROLLBACK, LiveShop.PAYMENT, null);

    assertThat(plan.reloads()).containsExactly(LiveShop.DATABASE);
    assertThat(plan.restarts()).isEmpty();
    assertThat(PlanText.of(plan))
        .contains("Reload instead of a restart: database.")
        .doesNotContain("Restarts:", "No service restarts");
  }

  @Test
  void anEmergencyStopsAndStartsWhateverCouldReload() {
    shop.reloadsCode = true;
    shop.takeStable();

    var plan = plan(EMERGENCY_ROLLBACK, null, null);

    assertThat(plan.reloads()).isEmpty();
    assertThat(plan.restarts()).containsExactly(LiveShop.WEB, LiveShop.DATABASE);
  }

  @Test
  void whoeverHasThePortOfAServiceThatWouldRestartIsNamed() throws IOException {
    shop.takeStable();
    try (var stranger = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      shop.databasePort = OptionalInt.of(stranger.getLocalPort());

      assertThat(plan(MODULE_ROLLBACK, LiveShop.PAYMENT, null).warnings())
          .filteredOn(warning -> warning.startsWith("Somebody else has the port of database: "))
          .singleElement(as(STRING))
          .contains("process " + ProcessHandle.current().pid() + " («java»)")
          .contains("listens at 127.0.0.1:" + stranger.getLocalPort())
          .endsWith(
              "While that is so, database is neither stopped nor started. End that process first.");
      assertThat(plan(MODULE_ROLLBACK, LiveShop.HELP, null).warnings())
          .as("of what restarts nothing")
          .noneMatch(warning -> warning.contains("Somebody else"));
    }

    assertThat(plan(MODULE_ROLLBACK, LiveShop.PAYMENT, null).warnings())
        .noneMatch(warning -> warning.contains("Somebody else"));
  }

  @Test
  void everythingStartsAgainWhereTheMinimalServerStandsIn() {
    shop.reloadsCode = true;
    shop.minimalRuns = true;
    shop.takeStable();

    var plan = plan(MODULE_ROLLBACK, LiveShop.HELP, null);

    assertThat(plan.restarts()).containsExactly(LiveShop.WEB, LiveShop.DATABASE);
    assertThat(plan.reloads()).isEmpty();
    assertThat(plan.replacesMinimalServer()).isTrue();
    assertThat(PlanText.of(plan))
        .contains("The minimal server stands in for the application", "Restarts: web, database.");
  }

  private Plan operation(String text) {
    var request =
        new RollbackRequest(
            KnownRunbooks.OPERATE_SERVICES, LiveShop.ID, Subject.of(text), Optional.empty());
    return planner().plan(shop.application(), request, Set.of());
  }

  @Test
  void anOperationTellsWhichServicesInWhichOrderAndNothingElse() {
    assertThat(PlanText.of(operation("restart")))
        .contains("**Operate services** of shop: restart")
        .contains("Stops, in this order: web, database. Then starts them again.")
        .contains("what is stopped by then stays stopped")
        .doesNotContain("Restarts:", "Expected time", "Data is", "Confirm rollback");
    assertThat(operation("restart").target()).isEmpty();
  }

  @Test
  void whatRequiresAServiceStopsWithItAndWhatItRequiresStartsWithIt() {
    assertThat(operation("stop database").restarts()).hasToString("[web, database]");
    assertThat(operation("stop web").restarts()).hasToString("[web]");
    assertThat(operation("restart database").restarts()).hasToString("[web, database]");
    assertThat(operation("start database").restarts()).hasToString("[database]");
    assertThat(operation("start web").restarts()).hasToString("[web, database]");
    assertThat(operation("start web").acts())
        .singleElement()
        .extracting(PlannedAct::sentence)
        .asString()
        .startsWith("Starts, in this order: database, web.");
  }

  @Test
  void aRestartTellsWhatItRequiresAndDoesNotRun() {
    assertThat(operation("restart web").warnings())
        .containsExactly("database, which it requires, does not run, and stays so: start it, too.");
    assertThat(operation("restart database").warnings()).isEmpty();
    assertThat(operation("start web").warnings()).isEmpty();
  }

  @Test
  void aServiceThatIsNotInTheCatalogIsNotOperated() {
    assertThatThrownBy(() -> operation("stop wep")).isInstanceOf(NotInCatalog.class);
  }

  @Test
  void onlyAllServicesAreOperatedWhileTheMinimalServerStandsIn() {
    shop.minimalRuns = true;

    assertThat(operation("start").warnings())
        .containsExactly("The minimal server stands in for the application: it is stopped.");
    assertThatThrownBy(() -> operation("start web"))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("The minimal server stands in for Shop");
  }

  @Test
  void togglesAreNotSwitchedWhileTheMinimalServerStandsIn() {
    shop.minimalRuns = true;
    var request =
        new RollbackRequest(
            KnownRunbooks.FEATURE_TOGGLE_ROLLBACK,
            LiveShop.ID,
            new Subject.Switches(List.of(new ToggleId("uploads"))),
            Optional.empty());

    assertThatThrownBy(() -> planner().plan(shop.application(), request, Set.of()))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("The minimal server stands in for Shop");
  }

  @Test
  void togglesGoBackToWhatASnapshotRecorded() {
    shop.toggles = Map.of(SEARCH, toggle("SEARCH"), SPEED, toggle("SPEED"));
    shop.write("shop.env", "SEARCH=fast\nSPEED=7\n");
    var snapshot = shop.takeStable();
    shop.write("shop.env", "SEARCH=off\nSPEED=7\n");

    var plan = toggles(Optional.of(snapshot.id()), SEARCH, SPEED);

    assertThat(plan.acts())
        .containsExactly(
            new SetToggle(SEARCH, "SEARCH", Optional.of("off"), "fast"),
            new SetToggle(SPEED, "SPEED", Optional.of("7"), "7"));
    assertThat(plan.requiredTarget()).isEqualTo(Target.of(snapshot));
    assertThat(plan.warnings()).containsExactly("SPEED stands at «7» already.");
    assertThat(plan.fallback(shop.application())).isEmpty();
    assertThat(PlanText.of(plan))
        .contains(
            "Back to the values of snapshot **" + snapshot.id().name() + "**, taken 1 min ago",
            "Toggle **SEARCH**: from `off` to `fast`.",
            "Data is not touched.")
        .doesNotContain("Files:", "Confirm rollback");
  }

  @Test
  void togglesAreSwitchedOffWhereNoSnapshotIsNamed() {
    shop.toggles = Map.of(SEARCH, toggle("SEARCH"));
    shop.write("shop.env", "SEARCH=fast\n");
    shop.takeStable();

    var plan = toggles(Optional.empty(), SEARCH);

    assertThat(plan.acts())
        .containsExactly(new SetToggle(SEARCH, "SEARCH", Optional.of("fast"), "off"));
    assertThat(plan.target()).isEmpty();
    assertThat(plan.fallback(shop.application()))
        .isEqualTo(shop.toggles.get(SEARCH).fallback())
        .isNotEmpty();
  }

  @Test
  void aToggleWhoseValueWasNotRecordedIsRefused() {
    shop.toggles = Map.of(SEARCH, toggle("SEARCH"), SPEED, toggle("SPEED"));
    shop.write("shop.env", "SEARCH=fast\n");
    var snapshot = shop.take();

    assertThatThrownBy(() -> toggles(Optional.of(snapshot.id()), SEARCH, SPEED))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContainingAll(
            "Snapshot " + snapshot.id() + " has no value of toggle SPEED", "switch the toggle off");
    assertThat(toggles(Optional.of(snapshot.id()), SEARCH).warnings())
        .containsExactly("SEARCH stands at «fast» already.", "Nobody marked this snapshot stable.");
  }

  private Plan toggles(Optional<SnapshotId> target, ToggleId... ids) {
    var subject = new Subject.Switches(List.of(ids));
    var request =
        new RollbackRequest(KnownRunbooks.FEATURE_TOGGLE_ROLLBACK, LiveShop.ID, subject, target);
    return planner().plan(shop.application(), request, Set.of());
  }

  private ToggleSpec toggle(String key) {
    return toggle(key, "shop.env", ToggleSwitch.Format.ENV);
  }

  private ToggleSpec toggle(String key, String file, ToggleSwitch.Format format) {
    return new ToggleSpec(
        key,
        new ToggleSwitch.InFile(shop.home.resolve(file), format, key),
        "on",
        "off",
        Optional.empty(),
        ToggleSpec.Apply.NOTHING,
        List.of(new ProbeSpec.Tcp("port", "127.0.0.1", 1, Duration.ofSeconds(1))));
  }

  @Test
  void anEmergencyTellsWhichSwitchesItsFilesBringBackAndWhoTurnedThemOff() {
    shop.toggles =
        Map.of(
            SEARCH,
            toggle("SEARCH", "help/env", ToggleSwitch.Format.ENV),
            SPEED,
            toggle("SPEED", "help/env", ToggleSwitch.Format.ENV));
    shop.write("help/env", "SEARCH=on\nSPEED=7\n");
    shop.takeStable();
    shop.write("help/env", "SEARCH=on\nSPEED=7\n# looked at\n");
    assertThat(plan(EMERGENCY_ROLLBACK, null, null).warnings()).isEmpty();
    var off = toggles(Optional.empty(), SEARCH);
    database.running.add("i-7");
    rollbacks.open(
        new Act(
            "i-7",
            KnownRunbooks.FEATURE_TOGGLE_ROLLBACK.id(),
            LiveShop.ID,
            "olivia",
            Optional.empty(),
            Optional.empty(),
            Optional.of("search is slow")));
    database.plans(rollbacks).keep("i-7", off);
    rollbacks.close("i-7", Outcome.RESTORED, Optional.empty());
    shop.write("help/env", "SEARCH=off\nSPEED=8\n");

    var plan = plan(EMERGENCY_ROLLBACK, null, null);

    assertThat(plan.changes().changed()).containsExactly("help/env");
    assertThat(plan.warnings())
        .containsExactlyInAnyOrder(
            "The files bring the switch SEARCH back from «off» to «on». olivia set it so with shop-0001 at"
                + " 2026-03-01T10:01:00Z: «search is slow». If it is to stay as it is, set it again afterwards.",
            "The files bring the switch SPEED back from «8» to «7». If it is to stay as it is, set it again"
                + " afterwards.");
    assertThat(PlanText.of(plan)).contains("**Note:** The files bring the switch SEARCH back");
    assertThat(plan(KnownRunbooks.MODULE_ROLLBACK, LiveShop.PAYMENT, null).warnings())
        .noneMatch(warning -> warning.contains("switch"));
  }

  @Test
  void aSwitchWhoseFileMakesNoSenseIsToldAndKeepsNobodyFromAnEmergency() {
    shop.toggles = Map.of(SEARCH, toggle("/search", "help/switches", ToggleSwitch.Format.JSON));
    shop.write("help/switches", "{\"search\": \"on\"}");
    shop.takeStable();
    shop.write("help/switches", "{\"search\": ");

    assertThat(plan(EMERGENCY_ROLLBACK, null, null).warnings())
        .singleElement()
        .asString()
        .startsWith("/search is a switch in help/switches, which changes; nobody can tell");
  }

  @Test
  void planningTouchesNothing() {
    shop.takeStable();
    shop.write("payment/limits", "0");

    plan(EMERGENCY_ROLLBACK, null, null);

    assertThat(shop.home.resolve("payment/limits")).hasContent("0");
    assertThat(shop.application().workDirectory()).doesNotExist();
    assertThat(shop.snapshots.list(LiveShop.ID)).hasSize(1);
    assertThat(rollbacks.count()).isZero();
  }

  @Test
  void twoPlansOfTheSameStateAreTheSame() {
    shop.takeStable();
    shop.write("payment/limits", "0");

    var first = plan(MODULE_ROLLBACK, LiveShop.PAYMENT, null);

    assertThat(plan(MODULE_ROLLBACK, LiveShop.PAYMENT, null)).isEqualTo(first);
  }

  @Test
  void aModuleRestartsItsServiceAfterWhatNeedsIt() {
    shop.takeStable();

    assertThat(plan(MODULE_ROLLBACK, LiveShop.PAYMENT, null).restarts())
        .containsExactly(LiveShop.WEB, LiveShop.DATABASE);
  }

  @Test
  void aModuleWithoutAServiceRestartsNone() {
    shop.takeStable();

    assertThat(plan(MODULE_ROLLBACK, LiveShop.HELP, null).restarts()).isEmpty();
  }

  @Test
  void theWholeApplicationRestartsInTheOrderItStops() {
    shop.takeStable();

    assertThat(plan(EMERGENCY_ROLLBACK, null, null).restarts())
        .containsExactly(LiveShop.WEB, LiveShop.DATABASE);
  }

  @Test
  void dataWrittenSinceTheTargetIsCounted() {
    shop.write("data/old.csv", "old", shop.clock.instant().minusSeconds(60));
    shop.takeStable();
    var newest = shop.clock.instant().plusSeconds(5);
    shop.write("data/orders.csv", "12345", newest.minusSeconds(1));
    shop.write("data/deep/payments.csv", "123", newest);

    var data = plan(EMERGENCY_ROLLBACK, null, null).data();

    assertThat(data.files()).containsExactly("data/deep/payments.csv", "data/orders.csv");
    assertThat(data.bytes()).isEqualTo(8);
    assertThat(data.newest()).contains(newest);
  }

  @Test
  void nothingWrittenIsNothing() {
    shop.takeStable();

    assertThat(plan(EMERGENCY_ROLLBACK, null, null).data()).isEqualTo(DataSince.NOTHING);
  }

  @Test
  void theTimeOfTheLastOnesIsExpected() {
    shop.takeStable();
    assertThat(plan(EMERGENCY_ROLLBACK, null, null).expected()).isEmpty();
    rollbacks.open(
        new Act(
            "i-1",
            "emergency-rollback",
            LiveShop.ID,
            "olivia",
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    shop.clock.pass(Duration.ofSeconds(9));
    rollbacks.close("i-1", Outcome.RESTORED, Optional.empty());

    assertThat(plan(EMERGENCY_ROLLBACK, null, null).expected()).contains(Duration.ofSeconds(9));
  }

  @Test
  void whatIsAlreadyAsItWasIsWarnedOf() {
    shop.takeStable();

    assertThat(plan(MODULE_ROLLBACK, LiveShop.PAYMENT, null).warnings())
        .singleElement()
        .asString()
        .contains("already as in the snapshot");
  }

  @Test
  void filesAsTheyWereAreNotedOnlyWhereNothingElseGoesBack() {
    shop.snapshotsHoldData = true;
    shop.write("data/orders.csv", "1");
    var nobodyMarked = shop.take();

    var plan = plan(KnownRunbooks.FULL_RESTORE, null, nobodyMarked);

    assertThat(plan.changes().isEmpty()).isTrue();
    assertThat(plan.replacesData()).isTrue();
    assertThat(plan.warnings()).containsExactly("Nobody marked this snapshot stable.");
  }

  @Test
  void aFullRestoreToWhatIsThereAlreadyIsWarnedOf() {
    shop.takeStable();

    assertThat(plan(KnownRunbooks.FULL_RESTORE, null, null).warnings())
        .singleElement()
        .asString()
        .contains("only services would be restarted");
  }

  @Test
  void aTargetThatNobodyMarkedIsWarnedOf() {
    var named = shop.take();
    shop.write("payment/limits", "0");

    assertThat(plan(MODULE_ROLLBACK, LiveShop.PAYMENT, named).warnings())
        .containsExactly("Nobody marked this snapshot stable.");
  }

  @Test
  void anEmergencyWithoutATargetSaysWhatHappensInstead() {
    var plan = plan(EMERGENCY_ROLLBACK, null, null);

    assertThat(plan.target()).isEmpty();
    assertThat(plan.changes().isEmpty()).isTrue();
    assertThat(plan.warnings()).singleElement().asString().contains("minimal server would be");
    assertThatThrownBy(plan::requiredTarget).isInstanceOf(RequestRefused.class);
  }

  @Test
  void anEmergencyWithoutATargetAndWithoutAMinimalServerSaysSo(@TempDir Path other) {
    shop = new LiveShop(other, false);

    assertThat(plan(EMERGENCY_ROLLBACK, null, null).warnings())
        .singleElement()
        .asString()
        .contains("no minimal server");
  }

  @Test
  void anUnknownModuleIsRefused() {
    shop.takeStable();

    assertThatThrownBy(() -> plan(MODULE_ROLLBACK, new ModuleId("refunds"), null))
        .isInstanceOf(NotInCatalog.class)
        .hasMessageContaining("refunds");
  }

  @Test
  void anUnknownDatabaseIsRefusedAsSuchWhateverTheSnapshotsHold() {
    shop.takeStable();
    shop.databases =
        Map.of(
            new DatabaseId("orders"),
            new DatabaseSpec(
                "Orders",
                new DatabaseServer.Sqlite(shop.home.resolve("orders.db")),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty()));
    var request =
        new RollbackRequest(
            KnownRunbooks.DATABASE_ROLLBACK,
            LiveShop.ID,
            new FileSet.OneDatabase(new DatabaseId("oders")),
            Optional.empty());

    assertThatThrownBy(() -> planner().plan(shop.application(), request, Set.of()))
        .isInstanceOf(NotInCatalog.class)
        .hasMessageContainingAll(
            "There is no database «oders»", "application shop", "Known: orders.");
  }
}
