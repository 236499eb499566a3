package io.reinstate.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.snapshot.SnapshotSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownGoodTest {

  private static final ApplicationId SHOP = new ApplicationId("shop");
  private static final String ONE = "1".repeat(40);
  private static final String TWO = "2".repeat(40);

  @TempDir Path directory;

  @Test
  void anActIsRecordedOnce() {
    var first = record(ONE, "shop-0001");

    assertThat(record(TWO, "shop-0001")).isEqualTo(first);
    record(ONE, "shop-0002");

    assertThat(record().entries(SHOP))
        .extracting(KnownGoodEntry::act)
        .containsExactly("shop-0001", "shop-0002");
    assertThat(record().entries(SHOP).get(0)).isEqualTo(first);
  }

  @Test
  void aLineThatWasCutOffDoesNotCountAndSpoilsNothing() throws Exception {
    record(ONE, "shop-0001");
    var file = directory.resolve("shop/known-good.jsonl");
    Files.writeString(file, "{\"commit\":\"2222", StandardOpenOption.APPEND);

    record(TWO, "shop-0002");

    assertThat(record().entries(SHOP)).extracting(KnownGoodEntry::commit).containsExactly(ONE, TWO);
    assertThat(Files.readAllLines(file)).hasSize(3);
  }

  @Test
  void anApplicationWithoutRecordHasNoEntries() {
    assertThat(record().entries(SHOP)).isEmpty();
  }

  private KnownGoodEntry record(String commit, String act) {
    return record().record(SHOP, commit, "ada", "watched for 5 min", "3 of 3 probes", act);
  }

  private KnownGood record() {
    return new KnownGood(new SnapshotSettings(directory), Clock.fixed(GitShop.NOW, ZoneOffset.UTC));
  }
}
