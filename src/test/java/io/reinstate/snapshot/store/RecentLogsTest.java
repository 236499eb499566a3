package io.reinstate.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.SupervisedBuilder;
import io.reinstate.catalog.application.SecretReference;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.snapshot.Needs;
import io.reinstate.snapshot.Shop;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.storage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentLogsTest {

  private static final String WORD = "not-a-secret-word";

  @TempDir Path directory;

  private Shop shop;
  private Path secret;

  @BeforeEach
  void run() throws IOException {
    shop = new Shop(directory);
    shop.managing(List.of("app/**"), List.of());
    shop.write("app/page", "good");
    secret = Files.writeString(directory.resolve("secret"), WORD);
    shop.services =
        Map.of(
            new ServiceId("web"),
            new ServiceSpec(
                "Web",
                new SupervisedBuilder(shop.home, "bin/web")
                    .environment(Map.of("PORT", "8085"))
                    .secrets(Map.of("TOKEN", new SecretReference("file:" + secret)))
                    .log(shop.home.resolve("log/web.log"))
                    .build(),
                List.of(),
                List.of(),
                Duration.ofSeconds(1)));
  }

  @Test
  void endOfALogIsKeptInWholeLinesWithoutSecrets() throws Exception {
    shop.write(
        "log/web.log",
        ("x".repeat(99) + "\n").repeat(5000) + "token " + WORD + " refused\nlast line\n");

    var snapshot = take(SnapshotLabel.PRE_ROLLBACK);

    var log = shop.directory(snapshot).resolve("logs/web.log");
    assertThat(Files.size(log)).isBetween(RecentLogs.LIMIT - 200L, (long) RecentLogs.LIMIT);
    assertThat(Files.readAllLines(log))
        .startsWith("x".repeat(99))
        .endsWith("token «***» refused", "last line");
    assertThat(snapshot.warnings()).isEmpty();
    assertThat(Needs.run(shop.directory(snapshot), "sha256sum", "-c", "manifest.sha256"))
        .contains("logs/web.log: OK");
    Files.writeString(log, "tampered");
    assertThat(shop.snapshots.verify(snapshot.id()).problems())
        .containsExactly("Its logs/web.log does not match its checksum");
  }

  @Test
  void snapshotsThatPrecedeNoRollbackHoldNoLogs() {
    shop.write("log/web.log", "line\n");

    var snapshot = take(SnapshotLabel.MANUAL);

    assertThat(shop.directory(snapshot).resolve("logs")).doesNotExist();
  }

  @Test
  void logWhoseSecretsCannotBeBlottedOutIsLeftOut() throws IOException {
    shop.write("log/web.log", "token " + WORD + "\n");
    Files.delete(secret);

    var snapshot = take(SnapshotLabel.PRE_ROLLBACK);

    assertThat(shop.directory(snapshot).resolve("logs")).doesNotExist();
    assertThat(snapshot.warnings())
        .singleElement()
        .asString()
        .startsWith("The services' logs are not in it, for a secret in them could not be blotted");
  }

  @Test
  void linkInPlaceOfALogIsNotFollowed() throws IOException {
    shop.link("log/web.log", secret.toString());

    var snapshot = take(SnapshotLabel.PRE_ROLLBACK);

    assertThat(shop.directory(snapshot).resolve("logs")).doesNotExist();
    assertThat(snapshot.warnings())
        .singleElement()
        .asString()
        .startsWith("The log of web is not in it: ");
  }

  @Test
  void serviceThatNeverWroteIsNoReasonToWarn() {
    assertThat(take(SnapshotLabel.PRE_ROLLBACK).warnings()).isEmpty();
  }

  @Test
  void stateTellsTheNamesOfVariablesAndNoValues() throws Exception {
    var snapshot = take(SnapshotLabel.MANUAL);

    var state = Files.readString(shop.directory(snapshot).resolve("state.json"));
    assertThat(Json.MAPPER.readTree(state).at("/services"))
        .hasToString("{\"web\":[\"PORT\",\"TOKEN\"]}");
    assertThat(state).doesNotContain("8085", WORD);
  }

  private Snapshot take(SnapshotLabel label) {
    return shop.snapshots.take(shop.application(), label);
  }
}
