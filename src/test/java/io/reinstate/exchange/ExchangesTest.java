package io.reinstate.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.change.Change;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Interrupted;
import io.reinstate.snapshot.Needs;
import io.reinstate.snapshot.RestoreRefused;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Shop;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotFailed;
import io.reinstate.storage.InvalidStepKey;
import io.reinstate.tree.Difference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangesTest {

  private static final String KEY = "7d3c-Task_Exchange";

  @TempDir Path directory;

  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(directory);
    shop.write("server/a.js", "one");
    shop.write("server/b.js", "two");
    shop.write("web/index.html", "<p>");
  }

  @Test
  void unchangedTreeHasNoDifference() {
    var snapshot = shop.take();

    var difference = compare(snapshot);

    assertThat(difference.isEmpty()).isTrue();
    assertThat(difference.files()).isZero();
  }

  @Test
  void differenceTellsHowTheLiveTreeWouldChange() {
    shop.directory("server/empty");
    var snapshot = shop.take();
    shop.write("server/a.js", "ONE");
    shop.mode("server/b.js", 0600);
    shop.delete("web");
    shop.delete("server/empty");
    shop.write("server/new/c.js", "three");

    var difference = compare(snapshot);

    assertThat(difference.added()).containsExactly("server/empty/", "web/", "web/index.html");
    assertThat(difference.changed()).containsExactly("server/a.js", "server/b.js");
    assertThat(difference.removed()).containsExactly("server/new/", "server/new/c.js");
    assertThat(difference.files()).isEqualTo(4);
  }

  @Test
  void sameContentWithAnotherTimeIsNoDifference() {
    var snapshot = shop.take();
    shop.time("server/a.js", "2030-01-01T00:00:00Z");

    assertThat(compare(snapshot).isEmpty()).isTrue();
  }

  @Test
  void sameSizeWithOtherContentIsADifference() {
    var snapshot = shop.take();
    shop.write("server/a.js", "eno");
    shop.time("server/a.js", "2030-01-01T00:00:00Z");

    assertThat(compare(snapshot).changed()).containsExactly("server/a.js");
  }

  @Test
  void anotherOwnerIsADifferenceThatIsPutRight() throws Exception {
    Needs.root();
    var snapshot = shop.take();
    Files.setAttribute(shop.home.resolve("server/a.js"), "unix:uid", 1);

    assertThat(compare(snapshot).changed()).containsExactly("server/a.js");
    shop.restore(snapshot);
    assertThat(compare(snapshot).isEmpty()).isTrue();
  }

  @Test
  void digestIsTheSameForTheSameResultOnly() {
    var snapshot = shop.take();
    shop.write("server/a.js", "broken");
    var digest = compare(snapshot).digest();

    shop.write("server/a.js", "broken in another way");
    assertThat(compare(snapshot).digest()).isEqualTo(digest);

    shop.write("server/b.js", "broken");
    assertThat(compare(snapshot).digest()).isNotEqualTo(digest);

    shop.write("server/a.js", "ONE");
    shop.write("server/b.js", "two");
    var other = shop.take();
    shop.write("server/a.js", "broken");
    assertThat(compare(other).changed()).containsExactly("server/a.js");
    assertThat(compare(other).digest()).isNotEqualTo(digest);
  }

  @Test
  void stagingTellsTheSameAndLeavesTheLiveTreeAlone() {
    var snapshot = shop.take();
    breakTheShop();
    var live = shop.picture();
    var compared = compare(snapshot);

    var staged = stage(snapshot);

    assertThat(staged).isEqualTo(compared);
    assertThat(shop.picture()).isEqualTo(live);
    assertThat(state()).isNotEqualTo(Change.State.LIVE);
  }

  @Test
  void onlyWhatDiffersIsStaged() throws Exception {
    var snapshot = shop.take();
    shop.write("server/a.js", "broken");

    stage(snapshot);

    try (var staged = Files.list(directory.resolve(".shop.reinstate/" + KEY + "/staged"))) {
      assertThat(staged).hasSize(1);
    }
  }

  @Test
  void cancelledStagingLeavesNothingBehind() {
    var snapshot = shop.take();
    breakTheShop();
    var cancellation = new Cancellation(() -> {});
    cancellation.cancel("Nobody wants it any more");

    assertThatThrownBy(() -> cancellation.during(() -> stage(snapshot)))
        .isInstanceOf(Interrupted.class);

    assertThat(directory.resolve(".shop.reinstate/" + KEY)).doesNotExist();
  }

  @Test
  void secondStagingUsesTheFirst() throws Exception {
    var snapshot = shop.take();
    shop.write("server/a.js", "broken");
    var first = stage(snapshot);
    var staged = directory.resolve(".shop.reinstate/" + KEY + "/staged/0");
    var inode = Files.getAttribute(staged, "unix:ino");

    var second = stage(snapshot);

    assertThat(second).isEqualTo(first);
    assertThat(Files.getAttribute(staged, "unix:ino")).isEqualTo(inode);
  }

  @Test
  void secondStagingFollowsALiveTreeThatChangedMeanwhile() {
    var snapshot = shop.take();
    shop.write("server/a.js", "broken");
    stage(snapshot);
    shop.write("server/b.js", "broken too");

    assertThat(stage(snapshot).changed()).containsExactly("server/a.js", "server/b.js");
    exchange();
    assertThat(compare(snapshot).isEmpty()).isTrue();
  }

  @Test
  void exchangeBringsTheSnapshotBack() {
    var snapshot = shop.take();
    var before = shop.picture();
    breakTheShop();
    stage(snapshot);

    exchange();

    before.put("", shop.picture().get(""));
    assertThat(shop.picture()).isEqualTo(before);
    assertThat(state()).isEqualTo(Change.State.LIVE);
  }

  @Test
  void exchangeAndConfirmTwiceIsLikeOnce() {
    var snapshot = shop.take();
    breakTheShop();
    stage(snapshot);
    exchange();
    var exchanged = shop.picture();

    exchange();
    assertThat(stage(snapshot).isEmpty()).isFalse();
    assertThat(shop.picture()).isEqualTo(exchanged);
    shop.exchanges.confirm(shop.application(), KEY);
    shop.exchanges.confirm(shop.application(), KEY);
    exchange();

    assertThat(shop.picture()).isEqualTo(exchanged);
    assertThat(state()).isNotEqualTo(Change.State.LIVE);
    assertThat(notes().resolve(KEY).toFile().list()).containsExactly("journal.json");
    assertThat(directory.resolve(".shop.reinstate")).isEmptyDirectory();
  }

  @Test
  void revertPutsEverythingBackExactly() {
    var snapshot = shop.take();
    breakTheShop();
    var broken = shop.picture();
    stage(snapshot);
    exchange();

    shop.exchanges.revert(shop.application(), KEY);
    assertThat(shop.picture()).isEqualTo(broken);
    shop.exchanges.revert(shop.application(), KEY);

    assertThat(shop.picture()).isEqualTo(broken);
    assertThat(state()).isNotEqualTo(Change.State.LIVE);
    assertThatThrownBy(this::exchange)
        .isInstanceOf(ExchangeFailed.class)
        .hasMessageContaining("reverted");
  }

  @Test
  void revertedExchangeCanBeStagedAgain() {
    var snapshot = shop.take();
    breakTheShop();
    stage(snapshot);
    exchange();
    shop.exchanges.revert(shop.application(), KEY);

    stage(snapshot);
    exchange();

    assertThat(compare(snapshot).isEmpty()).isTrue();
  }

  @Test
  void revertOfWhatWasOnlyStagedTouchesNothing() {
    var snapshot = shop.take();
    breakTheShop();
    var broken = shop.picture();
    stage(snapshot);

    shop.exchanges.revert(shop.application(), KEY);

    assertThat(shop.picture()).isEqualTo(broken);
  }

  @Test
  void revertAndConfirmOfAnUnknownKeyDoNothing() {
    shop.exchanges.revert(shop.application(), "unknown");
    shop.exchanges.confirm(shop.application(), "unknown");

    assertThat(state()).isNotEqualTo(Change.State.LIVE);
  }

  @Test
  void confirmedExchangeCannotBeReverted() {
    var snapshot = shop.take();
    breakTheShop();
    stage(snapshot);
    exchange();
    shop.exchanges.confirm(shop.application(), KEY);

    assertThatThrownBy(() -> shop.exchanges.revert(shop.application(), KEY))
        .isInstanceOf(ExchangeFailed.class)
        .hasMessageContaining("confirmed");
  }

  @Test
  void exchangeWithoutStagingIsRefused() {
    assertThatThrownBy(this::exchange)
        .isInstanceOf(ExchangeFailed.class)
        .hasMessageContaining("Nothing is staged");
  }

  @Test
  void exchangeIsRefusedWhenStagedFilesAreMissing() throws Exception {
    var snapshot = shop.take();
    shop.write("server/a.js", "broken");
    stage(snapshot);
    Files.delete(directory.resolve(".shop.reinstate/" + KEY + "/staged/0"));

    assertThatThrownBy(this::exchange)
        .isInstanceOf(ExchangeFailed.class)
        .hasMessageContaining("Staged files are missing");
    assertThat(shop.home.resolve("server/a.js")).hasContent("broken");
  }

  @Test
  void confirmBeforeTheExchangeIsRefused() {
    var snapshot = shop.take();
    breakTheShop();
    stage(snapshot);

    assertThatThrownBy(() -> shop.exchanges.confirm(shop.application(), KEY))
        .isInstanceOf(ExchangeFailed.class);
  }

  @Test
  void keyOfAnotherExchangeUnderWayIsRefused() {
    var snapshot = shop.take();
    breakTheShop();
    stage(snapshot);
    exchange();
    var other = shop.take();

    assertThatThrownBy(() -> stage(other))
        .isInstanceOf(ExchangeFailed.class)
        .hasMessageContaining(snapshot.id().toString());
  }

  @Test
  void unmanagedFilesAreNeverTouched() {
    shop.managing(List.of("server/**", "web/*.html"), List.of("server/cache/**"));
    shop.write("server/cache/x", "cached");
    shop.write("web/logo.svg", "<svg>");
    shop.write("log/today.log", "line");
    var snapshot = shop.take();
    breakTheShop();
    shop.write("server/cache/y", "cached later");
    shop.write("web/other.svg", "<svg>");
    var unmanaged = List.of("server/cache/x", "server/cache/y", "log/today.log", "web/other.svg");
    var before = shop.picture();

    shop.restore(snapshot);

    var after = shop.picture();
    for (var path : unmanaged) {
      assertThat(after).containsEntry(path, before.get(path));
    }
    assertThat(shop.home.resolve("web/logo.svg")).doesNotExist();
    assertThat(shop.home.resolve("web/index.html")).hasContent("<p>");
  }

  @Test
  void fileOfADirectoryThatBecameManagedLaterIsNotRemoved() {
    shop.managing(List.of("server/**"), List.of());
    var snapshot = shop.take();
    shop.write("tools/t", "new");
    shop.managing(List.of("server/**", "tools/**"), List.of());

    assertThat(compare(snapshot).isEmpty()).isTrue();
  }

  @Test
  void customersDataIsNeitherRestoredNorRemoved() {
    shop.write("uploads/old.png", "old");
    var snapshot = shop.take();
    shop.write("uploads/old.png", "newer");
    shop.write("uploads/new.png", "new");
    shop.data = List.of("uploads/**");

    assertThat(compare(snapshot).isEmpty()).isTrue();
  }

  @Test
  void removalTakesManagedFilesAwayWhateverTheSnapshotHasAndCanBeReverted() {
    shop.managing(List.of("**"), List.of("unmanaged/**"));
    shop.data = List.of("web/data/**");
    var snapshot = shop.take();
    shop.write("web/new", "since");
    shop.write("web/data/order", "1");
    var before = shop.picture();
    var files = new FilePatterns(List.of("web/**"), List.of());

    var difference =
        shop.exchanges.stage(
            shop.application(), snapshot.id(), Selection.removal("web", files), KEY);
    exchange();

    assertThat(difference.added()).isEmpty();
    assertThat(difference.changed()).isEmpty();
    assertThat(difference.removed()).containsExactly("web/index.html", "web/new");
    assertThat(shop.home.resolve("web/index.html")).doesNotExist();
    assertThat(shop.home.resolve("web/data/order")).hasContent("1");
    assertThat(shop.home.resolve("server/a.js")).hasContent("one");
    assertThat(new RestoredFiles(shop.exchanges).deviations(shop.application(), files))
        .hasValue(List.of());

    shop.exchanges.revert(shop.application(), KEY);

    assertThat(shop.picture()).isEqualTo(before);
  }

  @Test
  void moduleIsRestoredAlone() {
    shop.module("web", "web/**");
    var snapshot = shop.take();
    breakTheShop();
    var selection = Selection.module(new ModuleId("web"));

    var difference = shop.exchanges.stage(shop.application(), snapshot.id(), selection, KEY);
    exchange();

    assertThat(difference.added()).containsExactly("web/", "web/index.html");
    assertThat(difference.changed()).isEmpty();
    assertThat(shop.home.resolve("server/a.js")).hasContent("broken");
    assertThat(shop.home.resolve("web/index.html")).hasContent("<p>");
  }

  @Test
  void directoryOfUnmanagedFilesInPlaceOfAFileIsRefused() {
    shop.managing(List.of("server/*"), List.of());
    var snapshot = shop.take();
    shop.delete("server/a.js");
    shop.write("server/a.js/unmanaged", "x");
    var live = shop.picture();

    assertThatThrownBy(() -> stage(snapshot))
        .isInstanceOf(RestoreRefused.class)
        .hasMessageContaining("unmanaged");
    assertThat(shop.picture()).isEqualTo(live);
  }

  @Test
  void pipeInPlaceOfAFileIsRefused() throws Exception {
    Needs.programs("mkfifo");
    var snapshot = shop.take();
    shop.delete("server/a.js");
    Needs.run(shop.home, "mkfifo", "server/a.js");

    assertThatThrownBy(() -> compare(snapshot))
        .isInstanceOf(RestoreRefused.class)
        .hasMessageContaining("a.js");
  }

  @Test
  void socketOfARunningServiceIsLeftAlone() throws Exception {
    Needs.programs("mkfifo");
    var snapshot = shop.take();
    shop.directory("server/run");
    Needs.run(shop.home, "mkfifo", "server/run/queue");

    assertThat(compare(snapshot).isEmpty()).isTrue();
  }

  @Test
  void missingHomeIsRefused() {
    var snapshot = shop.take();
    shop.delete("");

    assertThatThrownBy(() -> stage(snapshot))
        .isInstanceOf(RestoreRefused.class)
        .hasMessageContaining("home directory is not there")
        .hasMessageContaining(shop.home.toString());
    assertThat(shop.home).doesNotExist();
  }

  @Test
  void wayToTheHomeMayLeadThroughALink() throws Exception {
    var link = Files.createSymbolicLink(directory.resolve("www"), Path.of("."));
    var linked = new Shop(link.resolve("shop"), shop.store);
    var snapshot = linked.take();
    var before = Shop.picture(shop.home);
    shop.write("server/a.js", "broken");

    linked.restore(snapshot);

    assertThat(shop.home.resolve("server/a.js")).hasContent("one");
    assertThat(Shop.picture(shop.home).keySet()).isEqualTo(before.keySet());
  }

  @Test
  void homeThatBecomesALinkIsNeitherReadNorWritten() throws Exception {
    var snapshot = shop.take();
    shop.write("server/a.js", "broken");
    shop.exchanges.stage(shop.application(), snapshot.id(), Selection.everything(), KEY);
    Files.move(shop.home, directory.resolve("release"));
    Files.createSymbolicLink(shop.home, Path.of("release"));
    var before = Shop.picture(directory.resolve("release"));

    assertThatThrownBy(() -> shop.exchanges.exchange(shop.application(), KEY))
        .isInstanceOf(ExchangeFailed.class)
        .hasMessageContaining("is a link, and nothing is read or written through one");
    assertThatThrownBy(() -> compare(snapshot)).isInstanceOf(RestoreRefused.class);
    assertThatThrownBy(() -> shop.take())
        .isInstanceOf(SnapshotFailed.class)
        .hasMessageContaining(shop.home + " is a link");
    assertThat(Shop.picture(directory.resolve("release"))).isEqualTo(before);
  }

  @Test
  void whatTheNewVersionWroteMeanwhileDoesNotStopARevert() {
    var snapshot = shop.take();
    breakTheShop();
    var broken = shop.picture();
    stage(snapshot);
    exchange();
    shop.write("server/extra.js", "a file where one was removed");
    shop.delete("server/a.js");
    shop.write("server/a.js/now-a-directory", "x");
    shop.delete("web/index.html");

    shop.exchanges.revert(shop.application(), KEY);

    assertThat(shop.picture()).isEqualTo(broken);
    assertThat(shop.picture().get("server/extra.js")).isEqualTo(broken.get("server/extra.js"));
  }

  @Test
  void fileThatComesBackAfterACrashDoesNotReplaceWhatIsKeptOfIt() {
    var snapshot = shop.take();
    breakTheShop();
    stage(snapshot);
    var crashing =
        shop.exchanges(
            () -> {
              throw new AssertionError("power failure");
            });
    assertThatThrownBy(() -> crashing.exchange(shop.application(), KEY))
        .isInstanceOf(AssertionError.class);
    assertThat(shop.home.resolve("server/extra.js")).doesNotExist();
    shop.write("server/extra.js", "written by a service that was not stopped");

    exchange();
    shop.exchanges.revert(shop.application(), KEY);

    assertThat(shop.home.resolve("server/extra.js")).hasContent("extra");
  }

  @Test
  void finishedExchangesAreForgottenAfterAMonth() {
    var snapshot = shop.take();
    breakTheShop();
    shop.restore(snapshot);
    var later =
        new Exchanges(
            shop.snapshots, shop.settings, Clock.offset(Shop.clock(), Duration.ofDays(31)));

    later.stage(shop.application(), snapshot.id(), Selection.everything(), KEY);

    assertThat(notes().toFile().list()).containsExactly(KEY);
  }

  @Test
  void keyThatCouldLeaveTheWorkAreaIsRefused() {
    var snapshot = shop.take();

    for (var key : List.of("../x", "", "a/b", ".hidden")) {
      assertThatThrownBy(
              () ->
                  shop.exchanges.stage(
                      shop.application(), snapshot.id(), Selection.everything(), key))
          .isInstanceOf(InvalidStepKey.class);
      assertThatThrownBy(() -> shop.exchanges.revert(shop.application(), key))
          .isInstanceOf(InvalidStepKey.class);
    }
  }

  private Path notes() {
    return shop.application().workDirectory().resolve("exchanges");
  }

  private void breakTheShop() {
    shop.write("server/a.js", "broken");
    shop.write("server/extra.js", "extra");
    shop.delete("web");
  }

  private Difference compare(Snapshot snapshot) {
    return shop.exchanges.compare(shop.application(), snapshot.id(), Selection.everything());
  }

  private Difference stage(Snapshot snapshot) {
    return shop.exchanges.stage(shop.application(), snapshot.id(), Selection.everything(), KEY);
  }

  private void exchange() {
    shop.exchanges.exchange(shop.application(), KEY);
  }

  private Change.State state() {
    return shop.exchanges.state(shop.application(), KEY);
  }
}
