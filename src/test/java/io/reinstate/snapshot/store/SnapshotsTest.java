package io.reinstate.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.StateSpec;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.Cancellation;
import io.reinstate.host.FilesAs;
import io.reinstate.host.Interrupted;
import io.reinstate.snapshot.Needs;
import io.reinstate.snapshot.Shop;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotFailed;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.SnapshotNotFound;
import io.reinstate.snapshot.StableMark;
import io.reinstate.storage.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotsTest {

  private static final String LONG = "a-rather-long-name-".repeat(8) + "end";

  @TempDir Path directory;

  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(directory);
  }

  @Test
  void roundTripBringsBackEveryFileAsItWas() {
    fillWithOddities();
    var before = withoutHome(shop.picture());
    var snapshot = shop.take();
    before.keySet().stream().filter(path -> !path.contains("/")).forEach(shop::delete);

    shop.restore(snapshot);

    assertThat(withoutHome(shop.picture())).isEqualTo(before);
  }

  @Test
  void cancelledSnapshotLeavesNothingBehind() {
    shop.write("server/a.js", "a");
    var cancellation = new Cancellation(() -> {});
    cancellation.cancel("Nobody wants it any more");

    assertThatThrownBy(() -> cancellation.during(shop::take)).isInstanceOf(Interrupted.class);

    assertThat(shop.store.resolve("shop")).isEmptyDirectory();
  }

  @Test
  void tarReproducesTheTreeWithReinstateGone() throws Exception {
    Needs.programs("tar", "zstd");
    fillWithOddities();
    var snapshot = shop.take();
    var extracted = Files.createDirectory(directory.resolve("extracted"));

    Needs.run(
        extracted, "tar", "--zstd", "-xpf", shop.directory(snapshot).resolve("files.tar.zst") + "");

    assertThat(inSeconds(Shop.picture(extracted))).isEqualTo(inSeconds(shop.picture()));
  }

  @Test
  void sha256sumVerifiesASnapshotWithReinstateGone() throws Exception {
    Needs.programs("sha256sum");
    shop.write("a", "one");
    var snapshot = shop.take();

    var output = Needs.run(shop.directory(snapshot), "sha256sum", "-c", "manifest.sha256");

    assertThat(output).contains("manifest.json: OK", "files.tar.zst: OK", "state.json: OK");
  }

  @Test
  void largeFileSpansFramesAndManySmallOnesShareThem() {
    shop.write("large", random(10 << 20));
    for (var i = 0; i < 2000; i++) {
      shop.write("small/" + i % 50 + "/" + i, "content " + i);
    }
    var before = withoutHome(shop.picture());

    var snapshot = shop.take();

    var integrity = shop.snapshots.verifyDeeply(snapshot.id());
    assertThat(integrity.problems()).isEmpty();
    assertThat(integrity.frames()).isGreaterThanOrEqualTo(3);
    assertThat(snapshot.files()).isEqualTo(2001);
    shop.delete("large");
    shop.delete("small");
    shop.restore(snapshot);
    assertThat(withoutHome(shop.picture())).isEqualTo(before);
  }

  @Test
  void snapshotTellsWhatItHolds() throws Exception {
    shop.write("a", "12345");
    shop.write("b/c", "123");
    shop.link("d", "a");
    try (var git = Git.init().setDirectory(shop.home.toFile()).call()) {
      git.add().addFilepattern("a").call();
      git.commit()
          .setMessage("1")
          .setAuthor("A", "a@x")
          .setCommitter("A", "a@x")
          .setSign(false)
          .call();
      git.tag().setName("v1.0.0").setAnnotated(false).call();
    }
    shop.managing(List.of("a", "b/**", "d"), List.of());

    var snapshot = shop.take();

    assertThat(snapshot.id()).hasToString("shop/initial-20261121T024546.123Z");
    assertThat(snapshot.created()).isEqualTo(Shop.NOW);
    assertThat(snapshot.files()).isEqualTo(3);
    assertThat(snapshot.size()).isEqualTo(8);
    assertThat(snapshot.revision().orElseThrow().describe()).startsWith("v1.0.0 (");
    assertThat(snapshot.stable()).isEmpty();
    assertThat(snapshot.warnings()).isEmpty();
    assertThat(shop.snapshots.find(snapshot.id())).isEqualTo(snapshot);
  }

  @Test
  void includePatternWithoutMatchWarns() {
    shop.write("a", "one");
    shop.managing(List.of("a", "gone/**"), List.of());

    assertThat(shop.take().warnings()).containsExactly("No file matches the pattern «gone/**».");
  }

  @Test
  void linkThatLeavesHomeWarns() {
    shop.link("current", "/srv/elsewhere");

    assertThat(shop.take().warnings()).singleElement().asString().contains("/srv/elsewhere");
  }

  @Test
  void secondTakeOfAStepIsTheSameSnapshot() {
    shop.write("a", "one");
    var first = shop.snapshots.take(shop.application(), SnapshotLabel.PRE_ROLLBACK, "p-1");
    shop.write("a", "two");

    var second = shop.snapshots.take(shop.application(), SnapshotLabel.PRE_ROLLBACK, "p-1");
    var other = shop.snapshots.take(shop.application(), SnapshotLabel.PRE_ROLLBACK, "p-2");

    assertThat(second).isEqualTo(first);
    assertThat(other.id()).isNotEqualTo(first.id());
    assertThat(shop.snapshots.list(Shop.ID)).containsExactly(other, first);
  }

  @Test
  void whatADeadRunOfTheStepLeftBehindIsRemoved() throws Exception {
    shop.write("a", "one");
    var leftover = Files.createDirectories(shop.store.resolve("shop/.tmp-p-1"));
    Files.writeString(leftover.resolve("files.tar.zst"), "half");

    shop.snapshots.take(shop.application(), SnapshotLabel.PRE_ROLLBACK, "p-1");

    assertThat(leftover).doesNotExist();
    assertThat(shop.snapshots.list(Shop.ID)).hasSize(1);
  }

  @Test
  void pipeFailsTheSnapshotAndIsNamed() throws Exception {
    Needs.programs("mkfifo");
    shop.write("a", "one");
    Needs.run(shop.home, "mkfifo", "queue");

    assertThatThrownBy(shop::take).isInstanceOf(SnapshotFailed.class).hasMessageContaining("queue");
    assertNothingLeftBehind();
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "closed/file"})
  void whatCannotBeReadFailsTheSnapshotAndIsNamed(String file) {
    shop.write("a", "one");
    shop.write(file, "one");
    var unreadable = file.split("/")[0];
    shop.mode(unreadable, 0);

    assertThatThrownBy(this::takeAsAnOrdinaryUser)
        .isInstanceOf(SnapshotFailed.class)
        .hasMessageContaining("access denied")
        .hasMessageContaining(unreadable);
    assertNothingLeftBehind();
  }

  /** Root would read everything. */
  private Snapshot takeAsAnOrdinaryUser() throws IOException {
    for (var path : List.of(directory, shop.home, Files.createDirectories(shop.store))) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    return FilesAs.call(SystemUser.of("nobody").orElseThrow(), shop::take);
  }

  @Test
  void nameThatCannotBeRestoredFailsTheSnapshot() {
    shop.write("back\\slash", "one");

    assertThatThrownBy(shop::take)
        .isInstanceOf(SnapshotFailed.class)
        .hasMessageContaining("backslash");
  }

  @Test
  void nameThatIsNoUtf8FailsTheSnapshot() throws Exception {
    Needs.programs("sh", "touch");
    Needs.run(shop.home, "sh", "-c", "touch \"$(printf 'caf\\351')\"");

    assertThatThrownBy(shop::take).isInstanceOf(SnapshotFailed.class).hasMessageContaining("UTF-8");
  }

  @Test
  void fileThatNeverStopsChangingFailsTheSnapshot() {
    var endless = Path.of("/proc/" + ProcessHandle.current().pid() + "/status");
    assumeTrue(Files.exists(endless));
    var proc = new Shop(endless.getParent(), directory.resolve("snapshots"));
    proc.managing(List.of("status"), List.of());

    assertThatThrownBy(proc::take)
        .isInstanceOf(SnapshotFailed.class)
        .hasMessageContaining("status changed while it was read")
        .hasMessageContaining("exclude the file");
  }

  @Test
  void missingHomeFailsTheSnapshot() {
    shop.delete("");

    assertThatThrownBy(shop::take)
        .isInstanceOf(SnapshotFailed.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void storeInsideHomeIsNotPartOfItself() {
    var nested = new Shop(directory.resolve("app"), directory.resolve("app/snapshots"));
    nested.write("a", "one");
    nested.take();

    assertThat(nested.take().files()).isEqualTo(1);
  }

  @Test
  void stateTellsAboutTheMachine() throws Exception {
    shop.write("a", "one");
    shop.state =
        new StateSpec(List.of("PATH", "NOT_SET_ANYWHERE"), Map.of("node", List.of("node", "-v")));

    var snapshot = shop.snapshots.take(shop.application(), SnapshotLabel.MANUAL, "p-9");

    var state = Json.MAPPER.readTree(shop.directory(snapshot).resolve("state.json").toFile());
    assertThat(state.at("/versions/node").asText()).isEqualTo("v1.2.3");
    assertThat(state.at("/environment/PATH").asText()).isEqualTo(System.getenv("PATH"));
    assertThat(state.at("/environment").size()).isEqualTo(1);
    assertThat(state.at("/stepKey").asText()).isEqualTo("p-9");
    assertThat(state.at("/memory").asLong()).isPositive();
    assertThat(Duration.parse(state.at("/processUptime").asText())).isPositive();
    assertThat(state.at("/time").asText()).isEqualTo(Shop.NOW.toString());
  }

  @Test
  void versionThatCannotBeHadIsUnavailable() throws Exception {
    var failing =
        new Shop(
            shop.home,
            shop.store,
            (command, lines) -> {
              throw new NoSuchProgram();
            });
    failing.state = new StateSpec(List.of(), Map.of("node", List.of("node", "-v")));

    var snapshot = failing.take();

    var state = Json.MAPPER.readTree(shop.directory(snapshot).resolve("state.json").toFile());
    assertThat(state.at("/versions/node").asText()).startsWith("unavailable: No such program");
  }

  @Test
  void firstStableMarkStands() {
    shop.write("a", "one");
    var snapshot = shop.take();

    var marked = shop.snapshots.markStable(snapshot.id(), "ada", "a week without alerts");
    shop.snapshots.markStable(snapshot.id(), "ada", "again");

    assertThat(marked.stable()).contains(new StableMark("ada", Shop.NOW, "a week without alerts"));
    assertThat(shop.snapshots.find(snapshot.id())).isEqualTo(marked);
  }

  @Test
  void latestStableIsTheNewestThatIsMarked() {
    shop.write("a", "one");
    var first = shop.take();
    var second = shop.take();
    shop.take();
    assertThat(shop.snapshots.latestStable(Shop.ID)).isEmpty();

    shop.snapshots.markStable(second.id(), "ada", "good");
    shop.snapshots.markStable(first.id(), "ada", "good too");

    assertThat(shop.snapshots.latestStable(Shop.ID)).map(Snapshot::id).contains(second.id());
  }

  @Test
  void unknownSnapshotIsAnsweredWithTheKnownOnes() {
    shop.write("a", "one");
    var known = shop.take();

    assertThatThrownBy(
            () -> shop.snapshots.find(SnapshotId.parse("shop/manual-20200101T000000.000Z")))
        .isInstanceOf(SnapshotNotFound.class)
        .hasMessageContaining(known.id().toString());
    assertThat(shop.snapshots.list(new ApplicationId("other"))).isEmpty();
  }

  @Test
  void unreadableSnapshotIsLeftOutOfTheListAndReported() throws Exception {
    shop.write("a", "one");
    var good = shop.take();
    var bad = shop.take();
    Files.writeString(shop.directory(bad).resolve("manifest.json"), "{\"format\":1,");
    Files.createDirectory(shop.store.resolve("shop/copy-of-something"));

    assertThat(shop.snapshots.list(Shop.ID)).containsExactly(good);
    assertThat(shop.snapshots.problems(Shop.ID))
        .singleElement()
        .asString()
        .contains(bad.id().toString());
  }

  @Test
  void nobodyElseCanLookIntoASnapshot() {
    shop.write("a", "one");
    var snapshot = shop.take();

    assertThat(Shop.picture(shop.directory(snapshot)).get("")).startsWith("DIRECTORY 0700");
  }

  private void assertNothingLeftBehind() {
    assertThat(shop.store.resolve("shop")).isEmptyDirectory();
  }

  private void fillWithOddities() {
    shop.write("plain.txt", "hello");
    shop.write("bin/run", "#!/bin/sh\n");
    shop.mode("bin/run", 0755);
    shop.write("bin/setuid", "x");
    shop.mode("bin/setuid", 04750);
    shop.write("secret/.env", "A=1");
    shop.mode("secret/.env", 0600);
    shop.write("secret/readonly", "r");
    shop.mode("secret/readonly", 0444);
    shop.write("empty", "");
    shop.directory("empty-directory/inner");
    shop.write("ünïcode/日本語 😀.txt", "多");
    shop.write("new\nline and \"quotes\"", "odd");
    shop.write(LONG + "/" + LONG + ".txt", "long");
    shop.write("large.bin", random(10 << 20));
    shop.link("link", "plain.txt");
    shop.link("bin/up", "../plain.txt");
    shop.link("dangling", "nowhere");
    shop.link("ünïcode/" + LONG.substring(0, 60), "日本語 😀.txt");
    shop.time("plain.txt", "2001-02-03T04:05:06.123456789Z");
    shop.time("bin/run", "1965-01-01T00:00:00Z");
    shop.time("empty-directory", "2011-11-11T11:11:11.000000001Z");
    shop.mode("secret", 0700);
  }

  private static byte[] random(int size) {
    var bytes = new byte[size];
    new Random(42).nextBytes(bytes);
    return bytes;
  }

  private static Map<String, String> withoutHome(Map<String, String> picture) {
    picture.remove("");
    return picture;
  }

  private static Map<String, String> inSeconds(Map<String, String> picture) {
    picture.replaceAll((path, text) -> text.replaceAll("(:\\d\\d)\\.\\d+Z$", "$1Z"));
    return withoutHome(picture);
  }

  private static final class NoSuchProgram extends ReinstateException {
    private static final long serialVersionUID = 1L;

    NoSuchProgram() {
      super("No such program", "node", "Install it.");
    }
  }

  static {
    assert LONG.getBytes(StandardCharsets.UTF_8).length > 100;
  }
}
