package io.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.OwnEntry;
import io.reinstate.host.Deadline;
import io.reinstate.snapshot.Needs;
import io.reinstate.storage.ExclusiveLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands, on a real application with a real process, without any database or server. */
class CommandLinesTest {

  @TempDir private Path directory;
  private Kiosk kiosk;

  @BeforeEach
  void install() throws IOException {
    kiosk = new Kiosk(directory);
  }

  @AfterEach
  void stop() {
    kiosk.run("stop", "kiosk").isDone();
  }

  @Test
  void commandsAreToldFromTheServersOwnArguments() {
    assertThat(CommandLines.areMeant()).isFalse();
    assertThat(CommandLines.areMeant("--server.port=8081")).isFalse();
    assertThat(CommandLines.areMeant("--help")).isTrue();
    assertThat(CommandLines.areMeant("status", "shop")).isTrue();
    assertThat(CommandLines.areMeant("stauts")).isTrue();
  }

  @Test
  void unknownCommandIsRefusedWithTheListOfThoseThereAre() {
    var ended = kiosk.run("stauts", "kiosk");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err())
        .contains("no command «stauts»", "status", "restore-database", "server starts");
  }

  @Test
  void interruptionIsToldInOneSentence() throws Exception {
    kiosk.hangWhenAsked();

    var ended = interruptedWhenAsked("status", "kiosk");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).startsWith("Interrupted while").contains("it can be run again.");
  }

  @Test
  void interruptedRestoreSaysWhatPutsThePreviousFilesBack() throws Exception {
    var snapshot = kiosk.snapshot("good", false);
    kiosk.live("bad");
    kiosk.hangWhenAsked();

    var ended = interruptedWhenAsked("restore", "kiosk", snapshot, "--reason", "bad page");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("Nothing was restored", "Interrupted while");
  }

  private Kiosk.Ended interruptedWhenAsked(String... arguments) throws InterruptedException {
    var here = Thread.currentThread();
    var interruption =
        new Thread(
            () -> {
              Deadline.in(Duration.ofSeconds(60))
                  .await(kiosk::isAsked, Duration.ofMillis(5), Duration.ofMillis(50));
              here.interrupt();
            });
    interruption.start();
    try {
      return kiosk.run(arguments);
    } finally {
      Thread.interrupted();
      interruption.join();
    }
  }

  @Test
  void checkTellsEveryProblemWithFileLineAndPlaceAndNeedsNoServer() throws Exception {
    assertThat(kiosk.run("check").isDone().out()).isEqualTo("1 file: all right\n");
    var broken = directory.resolve("broken.yaml");
    Files.writeString(
        broken,
        OwnEntry.of(
                """
                application: broken
                title: Broken
                home: nowhere
                files: { include: ["**"] }
                """)
            + "colour: blue\nshape: round\n");

    var ended = kiosk.run("check", broken.toString(), directory.resolve("catalog").toString());

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(broken + ":3 home: There is no directory"),
            line -> assertThat(line).startsWith(broken + ":7 colour: There is no such key."),
            line -> assertThat(line).startsWith(broken + ":8 shape: There is no such key."),
            line -> assertThat(line).isEqualTo("3 problems in 2 files"));
    assertThat(kiosk.run("check", directory.resolve("none.yaml").toString()).status()).isEqualTo(1);
  }

  @Test
  void checkLetsPassWhatOnlyThisMachineLacksWhenItIsTold() throws Exception {
    var elsewhere = directory.resolve("elsewhere.yaml");
    Files.writeString(
        elsewhere,
        """
        application: elsewhere
        title: Elsewhere
        home: /nowhere/at/all
        user: somebody-of-another-machine
        files: { include: ["**"] }
        services:
          web: { title: Web, supervised: { command: [web], secrets: { T: "file:/nowhere/t" } } }
        releases: { remote: origin, stable: ["v*"] }
        """);

    assertThat(kiosk.run("check", elsewhere.toString()).err().lines()).hasSizeGreaterThan(3);
    assertThat(kiosk.run("check", "--offline", elsewhere.toString()).isDone().out())
        .isEqualTo("1 file: all right\n");
    Files.writeString(elsewhere, Files.readString(elsewhere) + "colour: blue\n");
    assertThat(kiosk.run("check", "--offline", elsewhere.toString()).err())
        .contains("elsewhere.yaml:9 colour: There is no such key.", "1 problem in 1 file");
  }

  @Test
  void brokenApplicationKeepsNoCommandFromTheOthers() throws Exception {
    Files.writeString(
        directory.resolve("catalog/broken.yaml"), "application: broken\ncolour: blue\n");

    kiosk.run("status", "kiosk").isDone();
    var ended = kiosk.run("status", "broken");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .contains(
            "«broken» is refused", "colour: There is no such key.", "The key home is missing");
    assertThat(kiosk.run("applications").isDone().out()).contains("kiosk");
    assertThat(kiosk.run("applications").err()).contains("broken is refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"take", "restore kiosk", "status kiosk more", "compare kiosk --modul x"})
  void wrongArgumentsAreToldWithStatusTwo(String line) {
    var ended = kiosk.run(line.split(" "));

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("--help").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "applications",
        "check",
        "status",
        "snapshots",
        "verify",
        "take",
        "compare",
        "baseline",
        "restore",
        "put-back",
        "start",
        "stop",
        "minimal",
        "backup",
        "restore-database"
      })
  void everyCommandExplainsItself(String command) {
    var ended = kiosk.run((command + " --help").strip().split(" "));

    assertThat(ended.status()).isZero();
    assertThat(ended.out()).contains("Usage: reinstate " + command);
  }

  @Test
  void unknownApplicationIsToldInOneLineWithTheKnownOnes() {
    var ended = kiosk.run("status", "kisok");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err().strip()).hasLineCount(1).contains("kisok", "Known: kiosk");
  }

  @Test
  void catalogThatCannotBeReadIsToldWithoutAStackTrace() throws IOException {
    Files.move(directory.resolve("catalog"), directory.resolve("away"));

    var ended = kiosk.run("applications");

    Files.move(directory.resolve("away"), directory.resolve("catalog"));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .contains("The catalog has a problem", "The directory cannot be listed")
        .doesNotContain("\tat ");
  }

  @Test
  void applicationsAndTheirStatusAreShown() {
    assertThat(kiosk.run("applications").isDone().out()).contains("kiosk", "Kiosk", "/home");
    assertThat(kiosk.run("status", "kiosk").isDone().out())
        .contains("web", "STOPPED", "Unhealthy", "Everything is confirmed or put back");

    assertThat(kiosk.run("start", "kiosk").isDone().out()).contains("Healthy");

    assertThat(kiosk.run("status", "kiosk").isDone().out()).contains("RUNNING", "Healthy");
  }

  @Test
  void baselineIsRecordedOnceTheApplicationIsHealthy() throws IOException {
    kiosk.run("start", "kiosk").isDone();
    var catalog = directory.resolve("catalog/kiosk.yaml");
    var page = "- { name: page,";
    var frugal = "- { name: frugal, baseline: { of: memory, worse: 50 } }\n      ";
    Files.writeString(catalog, Files.readString(catalog).replace(page, frugal + page));
    kiosk.live("broken");
    assertThat(kiosk.run("baseline", "kiosk").err()).contains("Only what is healthy");
    kiosk.live("good again");

    assertThat(kiosk.run("baseline", "kiosk").isDone().out()).contains("memory of web: ");

    assertThat(kiosk.data.resolve("snapshots/kiosk/baseline.json")).isRegularFile();
    assertThat(kiosk.run("status", "kiosk").isDone().out()).contains("in the baseline");
  }

  @Test
  void snapshotIsTakenListedAndVerified() throws IOException {
    var first = kiosk.snapshot("good, first", true);
    var second = kiosk.snapshot("good, second", false);

    var listed = kiosk.run("snapshots", "kiosk").isDone().out().strip().lines().toList();

    assertThat(listed.get(0)).startsWith(second).contains("not marked stable", "2 files");
    assertThat(listed.get(1)).startsWith(first).contains("stable (olivia: works)");
    assertThat(kiosk.run("verify", first).isDone().out()).contains("intact");
  }

  @Test
  void databasesOfASnapshotAreToldAndHowTheyAreBroughtBackByHand() throws Exception {
    Needs.programs("sqlite3");
    kiosk.keepVisits();
    var id = kiosk.snapshot("good, first", true);

    assertThat(kiosk.run("snapshots", "kiosk").isDone().out())
        .contains("databases: visits (schema 7)");
    assertThat(kiosk.run("verify", id).isDone().out())
        .endsWith("; databases: visits (schema 7).\n");
    kiosk.live("broken");
    var restored = kiosk.run("restore", "kiosk", "--reason", "broken").isDone().out();
    assertThat(restored).contains("Only files were restored.");
    Files.delete(kiosk.visits());
    var command = restored.lines().filter(line -> line.startsWith("  sqlite3 ")).findFirst();
    Needs.run(kiosk.directory, "sh", "-c", command.orElseThrow());
    assertThat(
            Needs.run(
                kiosk.directory, "sqlite3", kiosk.visits() + "", "select count(*) from visits"))
        .isEqualTo("2\n");
  }

  @Test
  void damagedSnapshotFailsItsVerification() throws IOException {
    var id = kiosk.snapshot("good, first", true);
    damage(id);

    var ended = kiosk.run("verify", id);

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("is damaged: ");
  }

  @Test
  void comparingTellsWhatWouldChangeAndTouchesNothing() throws IOException {
    kiosk.snapshot("good, first", true);
    kiosk.live("broken");

    var ended = kiosk.run("compare", "kiosk").isDone();

    assertThat(ended.out()).contains("1 changed", "app/page", "Restarts: web");
    assertThat(kiosk.run("compare", "kiosk", "--module", "extra").isDone().out())
        .contains("0 changed", "Restarts: none");
    assertThat(kiosk.page).hasContent("broken");
  }

  @Test
  void restoreGoesBackToTheNewestStableSnapshotAndRestarts() throws IOException {
    var target = kiosk.snapshot("good, first", true);
    kiosk.snapshot("good, not stable", false);
    kiosk.live("broken");
    kiosk.run("start", "kiosk", "web").isDone();
    var before = pid();

    var ended = kiosk.run("restore", "kiosk", "--reason", "broken since 03:12").isDone();

    assertThat(ended.out())
        .contains("Back to " + target, "Take safety snapshot", "Stage target", "Stop services")
        .contains("Exchange files", "Start services", "Check health", "Confirm rollback", " s");
    assertThat(kiosk.page).hasContent("good, first");
    assertThat(pid()).isNotEqualTo(before);
    assertThat(kiosk.run("snapshots", "kiosk").out()).contains("pre-rollback");
    assertThat(kiosk.acts())
        .anyMatch(line -> line.matches(".*Z\\t\\S+\\trestore kiosk\\tbegan\\tbroken since 03:12"))
        .last()
        .asString()
        .endsWith("restore kiosk\tdone\tbroken since 03:12");
  }

  @Test
  void restoreOfAModuleLeavesTheRestAlone() throws IOException {
    kiosk.snapshot("good, first", true);
    kiosk.live("good, newer");
    var extra = kiosk.page.resolveSibling("../extra/one");
    Files.writeString(extra, "two");
    kiosk.run("start", "kiosk").isDone();
    var before = pid();

    kiosk.run("restore", "kiosk", "--module", "extra", "--reason", "x", "--unverified").isDone();

    assertThat(extra).hasContent("one");
    assertThat(kiosk.page).hasContent("good, newer");
    assertThat(pid()).isEqualTo(before);
  }

  @Test
  void whatDoesNotBecomeHealthyIsPutBack() throws IOException {
    var bad = kiosk.snapshot("broken", false);
    kiosk.live("good, live");
    kiosk.run("start", "kiosk").isDone();

    var ended = kiosk.run("restore", "kiosk", bad, "--reason", "by mistake");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out()).contains("Put previous files back", "Healthy");
    assertThat(ended.err().strip()).hasLineCount(1).contains("Nothing was restored", "Unhealthy");
    assertThat(kiosk.page).hasContent("good, live");
    assertThat(kiosk.run("status", "kiosk").out()).contains("RUNNING", "Everything is confirmed");
    assertThat(kiosk.acts()).last().asString().contains("failed: ");
  }

  @Test
  void damagedStableSnapshotIsPassedOverAndANamedOneRefused() throws IOException {
    var older = kiosk.snapshot("good, older", true);
    var newer = kiosk.snapshot("good, newer", true);
    damage(newer);
    kiosk.live("broken");

    var named = kiosk.run("restore", "kiosk", newer, "--reason", "x");
    assertThat(named.status()).isEqualTo(1);
    assertThat(kiosk.page).hasContent("broken");

    var ended = kiosk.run("restore", "kiosk", "--reason", "x").isDone();
    assertThat(ended.out()).contains("Back to " + older);
    assertThat(ended.err()).contains(newer + " is damaged and passed over");
    assertThat(kiosk.page).hasContent("good, older");
  }

  @Test
  void withoutAnyStableSnapshotNothingIsTouchedAndTheNextStepIsNamed() {
    var ended = kiosk.run("restore", "kiosk", "--reason", "x");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("no intact stable snapshot", "minimal kiosk");
  }

  @Test
  void whateverAnActOfTheServerLeftChangedIsPutBackBeforeAnythingElse() throws Exception {
    var target = kiosk.snapshot("good, first", true);
    kiosk.live("good, live");
    kiosk.keepVisits();
    CutOff.exchange(kiosk, target);
    assertThat(kiosk.page).hasContent("good, first");
    assertThat(kiosk.banner()).hasContent("BANNER=off");
    assertThat(kiosk.countVisits()).isZero();

    var refused = kiosk.run("restore", "kiosk", "--reason", "x");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("put-back kiosk");
    assertThat(kiosk.run("status", "kiosk").out()).contains("Not confirmed: kiosk-0001.1");

    var ended = kiosk.run("put-back", "kiosk").isDone();

    assertThat(ended.out()).contains("Put back kiosk-0001.1", "Healthy");
    assertThat(kiosk.page).hasContent("good, live");
    assertThat(kiosk.banner()).hasContent("BANNER=on");
    assertThat(kiosk.countVisits()).isEqualTo(2);
    assertThat(kiosk.run("put-back", "kiosk").isDone().out()).contains("nothing to put back");
  }

  @Test
  void minimalServerStandsInUntilTheApplicationIsStarted() {
    kiosk.run("start", "kiosk").isDone();

    assertThat(kiosk.run("minimal", "kiosk").isDone().out()).contains("Healthy");
    assertThat(kiosk.run("status", "kiosk").out()).containsPattern("minimal server\\) +RUNNING");
    assertThat(kiosk.run("status", "kiosk").out()).containsPattern("web +STOPPED");

    kiosk.run("start", "kiosk").isDone();
    assertThat(kiosk.run("status", "kiosk").out()).containsPattern("minimal server\\) +STOPPED");
  }

  @Test
  void partThatIsRestoredWhileTheMinimalServerStandsInHasEveryServiceStarted() throws IOException {
    kiosk.snapshot("good", true);
    kiosk.run("minimal", "kiosk").isDone();

    kiosk.run("restore", "kiosk", "--module", "extra", "--reason", "x").isDone();

    assertThat(kiosk.run("status", "kiosk").out())
        .containsPattern("minimal server\\) +STOPPED")
        .containsPattern("web +RUNNING");
  }

  @Test
  void twoCommandsDoNotActOnOneApplicationAtOnce() throws IOException {
    kiosk.run("stop", "kiosk").isDone();
    try (var other =
        ExclusiveLock.of(kiosk.data.resolve("cli-locks/kiosk"), Duration.ZERO).orElseThrow()) {
      assertThat(other).isNotNull();

      var ended = kiosk.run("start", "kiosk");

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.err()).contains("Another command acts on it");
    }
  }

  private String pid() throws IOException {
    return Files.readString(kiosk.data.resolve("state/kiosk/run/web.pid")).split("\\s+")[0];
  }

  private void damage(String snapshot) throws IOException {
    var archive = kiosk.data.resolve("snapshots").resolve(snapshot).resolve("files.tar.zst");
    var bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(archive, bytes);
  }
}
