package io.reinstate.rollback.plan;

import static io.reinstate.runbook.KnownRunbooks.EMERGENCY_ROLLBACK;
import static io.reinstate.runbook.KnownRunbooks.MODULE_ROLLBACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.LiveShop;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.Runbook;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotNotFound;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsTest {

  @TempDir Path directory;
  private final List<String> warnings = new ArrayList<>();
  private LiveShop shop;
  private Targets targets;

  @BeforeEach
  void open() {
    shop = new LiveShop(directory, true);
    targets = new Targets(shop.snapshots);
  }

  private Optional<SnapshotId> choose(Runbook runbook, Snapshot named, Snapshot... tried) {
    var request =
        new RollbackRequest(
            runbook,
            LiveShop.ID,
            new FileSet.OneModule(LiveShop.PAYMENT),
            Optional.ofNullable(named).map(Snapshot::id));
    var names = new ArrayList<String>();
    for (var snapshot : tried) {
      names.add(snapshot.id().toString());
    }
    return targets
        .choose(request, shop.application(), Set.copyOf(names), warnings)
        .map(Snapshot::id);
  }

  @Test
  void theNewestStableOneIsChosen() {
    shop.takeStable();
    var newest = shop.takeStable();
    shop.take();

    assertThat(choose(MODULE_ROLLBACK, null)).contains(newest.id());
    assertThat(warnings).isEmpty();
  }

  @Test
  void aNamedOneIsChosenEvenWhenNobodyMarkedIt() {
    shop.takeStable();
    var named = shop.take();

    assertThat(choose(MODULE_ROLLBACK, named)).contains(named.id());
  }

  @Test
  void aNamedOneThatDoesNotExistIsRefused() {
    var request =
        new RollbackRequest(
            EMERGENCY_ROLLBACK,
            LiveShop.ID,
            new FileSet.Everything(),
            Optional.of(SnapshotId.parse("shop/manual-20200101T000000.000Z")));

    assertThatThrownBy(() -> targets.choose(request, shop.application(), Set.of(), warnings))
        .isInstanceOf(SnapshotNotFound.class);
  }

  @Test
  void aDamagedOneIsPassedOverWithAWarning() {
    var older = shop.takeStable();
    var newest = shop.takeStable();
    shop.damage(newest);

    assertThat(choose(MODULE_ROLLBACK, null)).contains(older.id());
    assertThat(warnings).singleElement().asString().contains(newest.id().toString(), "damaged");
  }

  @Test
  void aDamagedNamedOneIsRefusedAndTheNextOneOffered() {
    var intact = shop.takeStable();
    var named = shop.takeStable();
    shop.damage(named);

    assertThatThrownBy(() -> choose(MODULE_ROLLBACK, named))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContainingAll(named.id().toString(), "damaged", intact.id().toString());
  }

  @Test
  void aDamagedNamedOneIsRefusedEvenWithNothingToOffer() {
    var named = shop.takeStable();
    shop.damage(named);

    assertThatThrownBy(() -> choose(MODULE_ROLLBACK, named))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("There is no intact stable snapshot");
  }

  @Test
  void anEmergencyTakesAnotherOneThanTheDamagedOneItWasGiven() {
    var intact = shop.takeStable();
    var named = shop.takeStable();
    shop.damage(named);

    assertThat(choose(EMERGENCY_ROLLBACK, named)).contains(intact.id());
    assertThat(warnings).singleElement().asString().contains(named.id().toString());
  }

  @Test
  void oneThatWasTriedInVainIsLeftOut() {
    var older = shop.takeStable();
    var tried = shop.takeStable();

    assertThat(choose(EMERGENCY_ROLLBACK, null, tried)).contains(older.id());
    assertThat(choose(EMERGENCY_ROLLBACK, null, tried, older)).isEmpty();
  }

  private void chooseForOrders() {
    var request =
        new RollbackRequest(
            KnownRunbooks.DATABASE_ROLLBACK,
            LiveShop.ID,
            new FileSet.OneDatabase(new DatabaseId("orders")),
            Optional.empty());
    targets.choose(request, shop.application(), Set.of(), warnings);
  }

  @Test
  void aDatabaseOfWhichNoStableSnapshotHoldsADumpIsToldSo() {
    shop.takeStable();

    assertThatThrownBy(this::chooseForOrders)
        .isInstanceOf(RequestRefused.class)
        .hasMessageContainingAll("No stable snapshot holds a dump of database orders", "shop");
  }

  @Test
  void aDatabaseWithoutAnyStableSnapshotIsToldSo() {
    shop.take();

    assertThatThrownBy(this::chooseForOrders)
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("no usable stable snapshot");
  }

  @Test
  void anEmergencyGoesOnWithoutATarget() {
    shop.take();

    assertThat(choose(EMERGENCY_ROLLBACK, null)).isEmpty();
  }

  @Test
  void aModuleRollbackWithoutATargetIsRefused() {
    shop.take();

    assertThatThrownBy(() -> choose(MODULE_ROLLBACK, null))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("no usable stable snapshot");
  }
}
