package io.reinstate.health;

import static io.reinstate.health.Verdict.HEALTHY;
import static io.reinstate.health.Verdict.UNHEALTHY;
import static io.reinstate.health.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.Application;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotLabel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On snapshots and exchanges as rollbacks make them. */
class FilesProbeTest {

  private static final String RESTORED = "{ name: restored, timeout: 10s, files: {} }";
  private static final String STABLE =
      "{ name: as released, timeout: 10s, files: { against: stable, exclude: [\"app/cache/**\"] } }";
  private static final String KEY = "shop-0001.1";

  @TempDir Path directory;
  private CatalogShop shop;
  private Application application;
  private Snapshot good;

  @BeforeEach
  void snapshot() {
    shop = new CatalogShop(directory);
    shop.write("app/rules", "one");
    application = shop.with(RESTORED);
    good = shop.snapshots.takeFiles(application, SnapshotLabel.INITIAL, "initial-files");
    shop.write("app/page", "broken");
  }

  @Test
  void withoutARestoreNothingIsCompared() {
    assertThat(shop.ask(RESTORED).verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void whatWasRestoredEqualsItsSnapshotUntilSomebodyWritesIt() {
    restore();
    assertThat(shop.ask(RESTORED).verdict()).isEqualTo(HEALTHY);

    shop.write("app/page", "meddled with");

    var result = shop.ask(RESTORED);
    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
    assertThat(result.reason()).isEqualTo("restored: other than what was restored: «app/page»");
  }

  @Test
  void whatTheRestoreDidNotTouchIsNotCompared() {
    restore();
    shop.write("app/rules", "two");

    assertThat(shop.ask(RESTORED).verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void confirmedRestoreIsNotComparedAnyMore() {
    restore();
    shop.exchanges.confirm(application, KEY);
    shop.write("app/page", "the next release");

    assertThat(shop.ask(RESTORED).verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void withoutAStableSnapshotNobodyCanTell() {
    assertThat(shop.ask(STABLE).verdict()).isEqualTo(UNKNOWN);
  }

  @Test
  void filesOtherThanTheStableOnesAreUnhealthy() {
    shop.snapshots.markStable(good.id(), "olivia", "works");
    shop.write("app/cache/one", "changes all the time");

    var result = shop.ask(STABLE);
    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
    assertThat(result.reason()).contains(good.id().toString(), "«app/page»");

    shop.write("app/page", "good");
    assertThat(shop.ask(STABLE).verdict()).isEqualTo(HEALTHY);
  }

  private void restore() {
    shop.exchanges.stage(application, good.id(), Selection.everything(), KEY);
    shop.exchanges.exchange(application, KEY);
  }
}
