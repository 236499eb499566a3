package io.reinstate.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.change.Change;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Shop;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.tree.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets the power fail after every single change an exchange makes, and after every single change of
 * putting it back. From each such point both ways must end in exactly the one or the other tree.
 */
class ExchangeCrashTest {

  private static final String KEY = "7d3c-Task_Exchange";

  @TempDir Path directory;

  private Shop shop;
  private Snapshot snapshot;
  private Map<String, String> broken;
  private Map<String, String> restored;

  @BeforeEach
  void takeBreakAndStage() {
    shop = new Shop(directory);
    shop.managing(List.of("server/**", "config/*.yml", ".env"), List.of("server/cache/**"));
    fill();
    snapshot = shop.take();
    restored = managed(shop.picture());
    breakEverything();
    broken = shop.picture();
    stage();
  }

  private void fill() {
    shop.write("server/changed.js", "good");
    shop.write("server/mode.js", "mode");
    shop.mode("server/mode.js", 0640);
    shop.write("server/gone/deep/er.js", "was there");
    shop.write("server/becomes-directory", "a file");
    shop.write("server/becomes-file/inner", "a file in a directory");
    shop.write("server/becomes-file/deeper/inner", "a file in a directory");
    shop.link("server/link", "changed.js");
    shop.link("server/becomes-plain", "changed.js");
    shop.directory("server/empty");
    shop.mode("server/empty", 0710);
    shop.directory("server/attributes");
    shop.mode("server/attributes", 0750);
    shop.write("server/cache/kept", "unmanaged");
    shop.write("config/shop.yml", "a: 1");
    shop.write("config/secret.key", "unmanaged");
    shop.write(".env", "A=1");
    shop.time("server/empty", "2020-02-02T02:02:02.000000002Z");
  }

  private void breakEverything() {
    shop.write("server/changed.js", "broken");
    shop.mode("server/mode.js", 0644);
    shop.delete("server/gone");
    shop.delete("server/becomes-directory");
    shop.write("server/becomes-directory/inner/most", "extra");
    shop.link("server/becomes-directory/link", "inner");
    shop.delete("server/becomes-file");
    shop.write("server/becomes-file", "now a file");
    shop.delete("server/link");
    shop.link("server/link", "mode.js");
    shop.delete("server/becomes-plain");
    shop.write("server/becomes-plain", "plain");
    shop.delete("server/empty");
    shop.mode("server/attributes", 0777);
    shop.write("server/extra/deep/extra.js", "extra");
    shop.write("server/cache/later", "unmanaged");
    shop.delete("config/shop.yml");
    shop.write("config/extra.yml", "b: 2");
    shop.delete(".env");
    shop.time("server", "2021-01-01T01:01:01.000000001Z");
    shop.time("server/extra", "2022-01-01T01:01:01.000000001Z");
    shop.time("config", "2023-01-01T01:01:01.000000001Z");
    shop.time("", "2024-01-01T01:01:01.000000001Z");
  }

  @Test
  void scenarioHasEveryKindOfChange() {
    var difference = stage();

    assertThat(difference.added()).contains("server/empty/", ".env", "server/gone/deep/er.js");
    assertThat(difference.changed())
        .contains("server/attributes/", "server/becomes-file/", "server/becomes-directory")
        .contains("server/mode.js", "server/link", "server/becomes-plain");
    assertThat(difference.removed())
        .contains("server/extra/deep/", "config/extra.yml", "server/becomes-directory/link");
    assertThat(countForward()).isGreaterThan(30);
  }

  @Test
  void fileOrLinkThatIsReplacedIsThereAtEveryMoment() {
    Checkpoint watched =
        () ->
            assertThat(List.of("server/changed.js", "server/mode.js", "server/link"))
                .allMatch(path -> Files.isRegularFile(shop.home.resolve(path)));

    exchange(watched);
    assertRestored();
    revert(watched);
    assertBroken();
  }

  @Test
  void exchangeCutOffAnywhereIsFinishedByASecondRun() {
    var points = countForward();
    for (var point = 1; point <= points; point++) {
      crash(this::exchange, point);
      assertThat(state()).isEqualTo(Change.State.LIVE);
      exchange(Checkpoint.NONE);
      assertRestored();
      revertAndStage();
    }
  }

  @Test
  void exchangeCutOffAnywhereIsUndoneByARevert() {
    var points = countForward();
    for (var point = 1; point <= points; point++) {
      crash(this::exchange, point);
      revertAndStage();
    }
  }

  @Test
  void exchangeThatFailsAnywherePutsEverythingBackItself() {
    var points = countForward();
    for (var point = 1; point <= points; point++) {
      var failing = failAt(point);
      assertThatThrownBy(() -> exchange(failing))
          .isInstanceOf(ExchangeFailed.class)
          .hasMessageContaining("everything was put back")
          .hasMessageContaining("disk on fire");
      assertBroken();
      assertThat(state()).isNotEqualTo(Change.State.LIVE);
      exchange(Checkpoint.NONE);
      assertRestored();
      revertAndStage();
    }
  }

  @Test
  void revertCutOffAnywhereIsFinishedByASecondRun() {
    exchange(Checkpoint.NONE);
    var points = countChanges(this::revert);
    assertBroken();
    stage();
    for (var point = 1; point <= points; point++) {
      exchange(Checkpoint.NONE);
      crash(this::revert, point);
      assertThat(state()).isEqualTo(Change.State.LIVE);
      assertThatThrownBy(() -> exchange(Checkpoint.NONE)).isInstanceOf(ExchangeFailed.class);
      revertAndStage();
    }
  }

  @Test
  void revertOfAHalfExchangeCutOffAnywhereIsFinishedByASecondRun() {
    var points = countForward();
    for (var forward = 3; forward < points; forward += 7) {
      for (var backward = 1; backward < forward; backward += 2) {
        crash(this::exchange, forward);
        if (crash(this::revert, backward)) {
          revertAndStage();
        } else {
          assertBroken();
          stage();
        }
      }
    }
  }

  @Test
  void crashWhilePuttingBackIsFinishedInEitherDirection() {
    var points = countForward();
    for (var point = 5; point < points; point += 6) {
      failThenCrash(point, point / 2);
      exchange(Checkpoint.NONE);
      assertRestored();
      revertAndStage();
      failThenCrash(point, point / 2);
      revertAndStage();
    }
  }

  @Test
  void exchangeCutOffWhilePuttingItselfBackIsReverted() {
    var points = countForward();
    for (var point = 5; point < points; point += 6) {
      failThenCrash(point, point / 2);
      assertThat(state()).isEqualTo(Change.State.LIVE);
      revertAndStage();
    }
  }

  @Test
  void revertCutOffInItsWorkAreaLeavesAloneWhatThePreviousVersionWritesFromThenOn()
      throws IOException {
    exchange(Checkpoint.NONE);
    var area = WorkAreas.of(shop.application()).of(KEY);
    var changes = area.requireChanges();
    revert(Checkpoint.NONE);
    area.write(changes);
    shop.write("server/changed.js", "written by the previous version");
    shop.write("server/log.txt", "written by the previous version");
    var running = shop.picture();

    revert(Checkpoint.NONE);

    assertThat(shop.picture()).isEqualTo(running);
    assertThat(area.changes()).isEmpty();
    assertThat(state()).isEqualTo(Change.State.NONE);
  }

  private void failThenCrash(int failure, int later) {
    var passed = new int[1];
    Checkpoint checkpoint =
        () -> {
          passed[0]++;
          if (passed[0] == failure) {
            throw new IOException("disk on fire");
          } else if (passed[0] == failure + later) {
            throw new PowerFailure();
          }
        };
    assertThatThrownBy(() -> exchange(checkpoint)).isInstanceOf(PowerFailure.class);
  }

  /** Changes in a whole exchange; the tree is broken and staged again after. */
  private int countForward() {
    var points = countChanges(this::exchange);
    assertRestored();
    revertAndStage();
    return points;
  }

  private static int countChanges(Consumer<Checkpoint> act) {
    var counter = new int[1];
    act.accept(() -> counter[0]++);
    return counter[0];
  }

  /** Whether the power failed before the end. */
  private static boolean crash(Consumer<Checkpoint> act, int point) {
    var passed = new int[1];
    Checkpoint checkpoint =
        () -> {
          passed[0]++;
          if (passed[0] == point) {
            throw new PowerFailure();
          }
        };
    try {
      act.accept(checkpoint);
      return false;
    } catch (PowerFailure e) {
      return true;
    }
  }

  private static Checkpoint failAt(int point) {
    var passed = new int[1];
    return () -> {
      passed[0]++;
      if (passed[0] == point) {
        throw new IOException("disk on fire");
      }
    };
  }

  private Difference stage() {
    return shop.exchanges.stage(shop.application(), snapshot.id(), Selection.everything(), KEY);
  }

  private void exchange(Checkpoint checkpoint) {
    shop.exchanges(checkpoint).exchange(shop.application(), KEY);
  }

  private void revert(Checkpoint checkpoint) {
    shop.exchanges(checkpoint).revert(shop.application(), KEY);
  }

  private void revertAndStage() {
    revert(Checkpoint.NONE);
    assertBroken();
    stage();
    assertBroken();
  }

  private Change.State state() {
    return shop.exchanges.state(shop.application(), KEY);
  }

  private void assertBroken() {
    assertThat(shop.picture()).isEqualTo(broken);
  }

  private void assertRestored() {
    var now = shop.picture();
    assertThat(managed(now)).isEqualTo(restored);
    for (var unmanaged : List.of("server/cache/kept", "server/cache/later", "config/secret.key")) {
      assertThat(now).containsEntry(unmanaged, broken.get(unmanaged));
    }
  }

  private static Map<String, String> managed(Map<String, String> picture) {
    var managed = new TreeMap<>(picture);
    managed
        .keySet()
        .removeIf(
            path ->
                path.isEmpty()
                    || path.equals("config")
                    || path.equals("config/secret.key")
                    || path.startsWith("server/cache"));
    return managed;
  }

  /** Nothing catches this, as nothing outlives a power failure. */
  private static final class PowerFailure extends Error {
    private static final long serialVersionUID = 1L;
  }
}
