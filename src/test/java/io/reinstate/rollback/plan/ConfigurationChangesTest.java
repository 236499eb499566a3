package io.reinstate.rollback.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.rollback.LiveShop;
import io.reinstate.rollback.PlannedAct.ChangeLines;
import io.reinstate.tree.Difference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationChangesTest {

  @TempDir Path directory;

  private LiveShop shop;

  @BeforeEach
  void open() {
    shop = new LiveShop(directory, false);
  }

  @Test
  void linesThatChangeAreToldWithoutTheirSecrets() {
    assertThat(lines("timeout=30\nDB_PASSWORD=hunter2\n", "timeout=60\nDB_PASSWORD=hunter3\n"))
        .containsExactly("-timeout=60", "-DB_PASSWORD=***", "+timeout=30", "+DB_PASSWORD=***");
  }

  /** Cut first, the line would end amid the password, which then looks like none. */
  @Test
  void secretIsBlottedOutBeforeALongLineIsCut() {
    var line = "url=https://example.com/" + "a".repeat(60) + "?next=postgres://shop:geheim@db/shop";

    assertThat(lines(line, "")).singleElement().asString().endsWith("?next=postgres://shop:**…");
  }

  /** What a plan tells of a file that was one thing in the snapshot, and is another now. */
  private List<String> lines(String then, String now) {
    shop.write("payment/limits", then);
    var target = shop.take();
    shop.write("payment/limits", now);
    var difference = new Difference(List.of(), List.of("payment/limits"), List.of(), "");
    return new ConfigurationChanges(shop.snapshots)
        .of(shop.application(), target.id(), difference).stream()
            .map(ChangeLines.class::cast)
            .flatMap(change -> change.lines().stream())
            .toList();
  }
}
