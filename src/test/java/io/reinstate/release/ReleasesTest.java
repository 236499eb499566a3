package io.reinstate.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.git.Revisions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasesTest {

  @TempDir Path directory;

  private GitShop shop;
  private String first;
  private String second;

  @BeforeEach
  void open() {
    shop = new GitShop(directory);
    first = shop.write("a.js", "one").commit("first");
    shop.git("tag", "v1-stable");
    second = shop.write("a.js", "two").commit("second");
  }

  @Test
  void lastKnownGoodIsTheNewestTaggedAncestor() {
    shop.git("tag", "-a", "-m", "release", "v2-stable");
    shop.git("tag", "v3-beta");
    shop.write("a.js", "three").commit("third");

    var release = lastKnownGood().orElseThrow();

    assertThat(release.commit()).isEqualTo(second);
    assertThat(release.describe()).isEqualTo("v2-stable, v3-beta (" + second.substring(0, 7) + ")");
    assertThat(release.committed()).isEqualTo(Instant.parse("2026-01-01T00:02:00Z"));
    assertThat(release.subject()).isEqualTo("second");
    assertThat(release.knownGood()).containsExactly("tag v2-stable");
    assertThat(release.live()).isFalse();
    assertThat(release.fetched()).isEmpty();
  }

  @Test
  void lastKnownGoodIsNeverTheLiveOne() {
    shop.git("tag", "v2-stable");

    assertThat(lastKnownGood().orElseThrow().commit()).isEqualTo(first);
    shop.git("checkout", "-q", "v1-stable");
    assertThat(lastKnownGood()).isEmpty();
  }

  @Test
  void aMovedTagCountsWhereItIsNow() {
    var third = shop.write("a.js", "three").commit("third");
    shop.write("a.js", "four").commit("fourth");
    assertThat(lastKnownGood().orElseThrow().commit()).isEqualTo(first);

    shop.git("tag", "-f", "v1-stable", second);
    assertThat(lastKnownGood().orElseThrow().commit()).isEqualTo(second);

    shop.git("tag", "-f", "-a", "-m", "moved", "v1-stable", third);
    assertThat(lastKnownGood().orElseThrow().commit()).isEqualTo(third);
  }

  @Test
  void anOlderReleaseOfAnotherBranchCounts() {
    shop.git("checkout", "-q", "-b", "hotfix", "v1-stable");
    var hotfix = shop.write("b.js", "fix").commit("fix");
    shop.git("tag", "v1.0.1-stable");
    shop.git("checkout", "-q", "main");
    assertThat(lastKnownGood().orElseThrow().commit()).as("newer than live").isEqualTo(first);

    shop.write("a.js", "three").commit("third");
    assertThat(lastKnownGood().orElseThrow().commit()).isEqualTo(hotfix);
  }

  @Test
  void anUnrelatedHistoryIsNeverChosenButListed() {
    shop.git("checkout", "-q", "--orphan", "pages");
    shop.at("2026-01-01T00:01:30Z");
    var pages = shop.write("index.html", "<p>").commit("pages");
    shop.git("tag", "v9-stable");
    shop.git("checkout", "-q", "main");

    assertThat(lastKnownGood().orElseThrow().commit()).isEqualTo(first);
    assertThat(known()).extracting(Release::commit).containsExactly(pages, first);
  }

  @Test
  void anAncestorWithAClockAheadIsAnAncestor() {
    shop.at("2030-01-01T00:00:00Z");
    var ahead = shop.write("a.js", "three").commit("ahead");
    shop.git("tag", "v3-stable");
    shop.at("2026-01-02T00:00:00Z");
    shop.write("a.js", "four").commit("fourth");
    shop.git("tag", "v4-stable");

    assertThat(lastKnownGood().orElseThrow().commit()).isEqualTo(ahead);
    assertThat(known()).extracting(Release::subject).containsExactly("fourth", "ahead", "first");
    assertThat(known()).extracting(Release::live).containsExactly(true, false, false);
  }

  @Test
  void globsChooseTags() {
    shop.git("tag", "release/7", second);
    shop.write("a.js", "three").commit("third");
    shop.stable = List.of("release/*", "nothing-*");
    assertThat(lastKnownGood().orElseThrow().knownGood()).containsExactly("tag release/7");

    shop.stable = List.of("v[0-9]-{stable,good}");
    assertThat(lastKnownGood().orElseThrow().commit()).isEqualTo(first);
  }

  @Test
  void theRecordNamesANewerOne() {
    var third = shop.write("a.js", "three").commit("third");
    shop.knownGood.record(GitShop.ID, second, "ada", "stable for a week", "healthy", "shop-0001");
    shop.knownGood.record(GitShop.ID, "0".repeat(40), "ada", "gone", "healthy", "shop-0002");

    var release = lastKnownGood().orElseThrow();

    assertThat(shop.head()).isEqualTo(third);
    assertThat(release.commit()).isEqualTo(second);
    assertThat(release.knownGood())
        .containsExactly("recorded by ada at 2026-11-21T02:45:46Z (shop-0001): stable for a week");
    assertThat(known()).extracting(Release::commit).containsExactly(second, first);
  }

  @Test
  void aTagACommitAndTheBeginningOfOneAreResolved() {
    shop.git("tag", "-a", "-m", "release", "v2");

    assertThat(resolve("v2").commit()).isEqualTo(second);
    assertThat(resolve("refs/tags/v2").commit()).isEqualTo(second);
    assertThat(resolve(second)).isEqualTo(resolve(second.substring(0, 9).toUpperCase()));
    assertThat(resolve(" v1-stable ").knownGood()).containsExactly("tag v1-stable");
    assertThat(resolve("v2").live()).isTrue();
  }

  @Test
  void aBranchMeansTheCommitItIsAtNow() {
    shop.git("branch", "hotfix", first);

    assertThat(resolve("main").commit()).isEqualTo(second);
    assertThat(resolve("hotfix").commit()).isEqualTo(first);
    shop.git("tag", "hotfix", second);
    assertThat(resolve("hotfix").commit()).isEqualTo(second);
  }

  @Test
  void whatGoingBackMeansIsCountedInCommits() {
    shop.git("checkout", "-q", "-b", "hotfix", first);
    shop.write("a.js", "mended").commit("mended");
    shop.write("a.js", "changed by hand");

    var change = shop.releases.change(shop.application(), second);

    assertThat(change.from().orElseThrow().subject()).isEqualTo("mended");
    assertThat(change.to().commit()).isEqualTo(second);
    assertThat(change.undone()).isEqualTo(1);
    assertThat(change.added()).isEqualTo(1);
    assertThat(change.localChanges()).containsExactly("a.js");
    assertThat(change.locks()).isEmpty();
  }

  @Test
  void locksThatGitLeftAreTold() throws Exception {
    var head = Files.createFile(shop.home.resolve(".git/HEAD.lock"));
    var index = Files.createFile(shop.home.resolve(".git/index.lock"));

    assertThat(shop.releases.change(shop.application(), first).locks())
        .containsExactly(head, index);
  }

  @Test
  void aTagThatCannotBeFetchedBecauseGitLeftALockIsTold() throws Exception {
    var elsewhere = cloned();
    shop.git(elsewhere, "commit", "-q", "--allow-empty", "-m", "third");
    shop.git(elsewhere, "tag", "v3-stable");
    shop.git("remote", "add", "origin", elsewhere.toString());
    shop.remote = Optional.of("origin");
    Files.createFile(
        Files.createDirectories(shop.home.resolve(".git/refs/tags")).resolve("v3-stable.lock"));

    assertThatThrownBy(() -> resolve("v3-stable"))
        .isInstanceOf(FetchFailed.class)
        .hasMessageContaining("a file *.lock is there below refs");
  }

  @Test
  void whatIsNotThereIsRefusedWithWhatWasMeant() {
    assertThatThrownBy(() -> resolve("v1-stabel"))
        .isInstanceOf(ReleaseNotFound.class)
        .hasMessageContaining("There is no tag, branch or commit «v1-stabel» (")
        .hasMessageEndingWith("Did you mean v1-stable?");
    assertThatThrownBy(() -> resolve("0123456789abcdef"))
        .isInstanceOf(ReleaseNotFound.class)
        .hasMessageContaining("The newest known good ones: v1-stable");
    assertThatThrownBy(() -> resolve("  ")).isInstanceOf(ReleaseNotFound.class);
    assertThatThrownBy(() -> resolve("a b^~:?*[")).isInstanceOf(ReleaseNotFound.class);
  }

  @Test
  void aTreeIsNoRelease() {
    var tree = shop.git("rev-parse", "HEAD^{tree}").strip();
    shop.git("tag", "v0-stable", tree);

    assertThatThrownBy(() -> resolve(tree)).isInstanceOf(ReleaseNotFound.class);
    assertThat(known()).extracting(Release::commit).containsExactly(first);
  }

  @Test
  void digitsThatFitSeveralCommitsAreRefused() throws Exception {
    // Two commits of 200 share their first two digits for sure, four hardly: so ask for the pair.
    var ids = new java.util.HashMap<String, String>();
    var prefix = Optional.<String>empty();
    for (var i = 0; i < 1500 && prefix.isEmpty(); i++) {
      var id = shop.git("commit-tree", "-m", "number " + i, "HEAD^{tree}").strip();
      prefix = Optional.of(id.substring(0, 4)).filter(ids::containsKey);
      ids.put(id.substring(0, 4), id);
    }
    var digits = prefix.orElseThrow();

    assertThatThrownBy(() -> resolve(digits))
        .isInstanceOf(ReleaseNotFound.class)
        .hasMessageContaining("commits begin with «" + digits + "»")
        .hasMessageContaining(ids.get(digits));
  }

  @Test
  void whatIsNotHereIsFetched() throws Exception {
    var elsewhere = cloned();
    shop.git(elsewhere, "commit", "-q", "--allow-empty", "-m", "third");
    shop.git(elsewhere, "tag", "v3-stable");
    shop.git("remote", "add", "origin", elsewhere.toString());
    assertThatThrownBy(() -> resolve("v3-stable")).isInstanceOf(ReleaseNotFound.class);
    shop.remote = Optional.of("origin");
    var index = Files.readAllBytes(shop.home.resolve(".git/index"));

    var release = resolve("v3-stable");

    assertThat(release.subject()).isEqualTo("third");
    assertThat(release.fetched()).contains("Fetched from origin.");
    assertThat(shop.head()).isEqualTo(second);
    assertThat(Files.readAllBytes(shop.home.resolve(".git/index"))).isEqualTo(index);
    assertThat(shop.git("status", "--porcelain")).isEmpty();
    assertThat(resolve("v3-stable").fetched()).isEmpty();
    assertThatThrownBy(() -> resolve("v4-stable"))
        .isInstanceOf(ReleaseNotFound.class)
        .hasMessageContaining("not even after fetching");
  }

  @Test
  void aBranchIsWhereTheRemoteHasItNow() throws Exception {
    var elsewhere = cloned();
    shop.git("remote", "add", "origin", elsewhere.toString());
    shop.remote = Optional.of("origin");
    var branch = shop.git("symbolic-ref", "--short", "HEAD");
    shop.git(elsewhere, "commit", "-q", "--allow-empty", "-m", "third");
    shop.git(elsewhere, "branch", "only-there");

    assertThat(resolve(branch).commit()).isEqualTo(second);
    var release = newest(branch);

    assertThat(release.subject()).isEqualTo("third");
    assertThat(release.fetched()).contains("Fetched from origin.");
    assertThat(newest("only-there").subject()).isEqualTo("third");
    assertThat(shop.head()).isEqualTo(second);
    assertThatThrownBy(() -> newest("nowhere"))
        .isInstanceOf(ReleaseNotFound.class)
        .hasMessageContaining("not even after fetching");
  }

  @Test
  void aBranchThatTheRemoteDoesNotHaveIsNotDeployed() throws Exception {
    var elsewhere = cloned();
    shop.git(elsewhere, "branch", "deleted");
    shop.git("remote", "add", "origin", elsewhere.toString());
    shop.remote = Optional.of("origin");
    assertThat(newest("deleted").commit()).isEqualTo(second);
    shop.git(elsewhere, "branch", "-D", "deleted");
    shop.git("branch", "only-here", first);

    for (var branch : List.of("deleted", "only-here", "origin/deleted")) {
      assertThatThrownBy(() -> newest(branch))
          .isInstanceOf(ReleaseNotFound.class)
          .hasMessageContaining("no tag, branch or commit «" + branch + "», not even after");
    }
    assertThat(shop.git("branch", "-a")).as("nothing is deleted here").contains("origin/deleted");
  }

  @Test
  void aBranchHereThatIsCalledLikeTheRemotesIsNotMeant() throws Exception {
    var elsewhere = cloned();
    shop.git("remote", "add", "origin", elsewhere.toString());
    shop.remote = Optional.of("origin");
    var branch = shop.git("symbolic-ref", "--short", "HEAD").strip();
    shop.git("branch", "origin/" + branch, first);

    assertThat(newest("origin/" + branch).commit()).isEqualTo(second);
  }

  @Test
  void aTagThatComesWithTheFetchWinsOverABranchAsOneThatIsHereDoes() throws Exception {
    var elsewhere = cloned();
    shop.git("remote", "add", "origin", elsewhere.toString());
    shop.remote = Optional.of("origin");
    shop.git(elsewhere, "tag", "both", first);
    shop.git(elsewhere, "branch", "both", second);

    assertThat(newest("both").commit()).isEqualTo(first);
    assertThat(newest("both").commit()).isEqualTo(first);
  }

  @Test
  void aTagOrCommitThatIsHereIsDeployedWithoutANetwork() {
    shop.git("remote", "add", "origin", "http://127.0.0.1:1/shop.git");
    shop.remote = Optional.of("origin");

    assertThat(newest("v1-stable").commit()).isEqualTo(first);
    assertThat(newest(second.substring(0, 8)).commit()).isEqualTo(second);
    assertThatThrownBy(() -> newest("main")).isInstanceOf(FetchFailed.class);
  }

  @Test
  void withoutARemoteABranchIsWhereItIsHere() {
    var branch = shop.git("symbolic-ref", "--short", "HEAD");

    assertThat(newest(branch).commit()).isEqualTo(second);
  }

  @Test
  void whatIsHereNeedsNoNetwork() {
    shop.git("remote", "add", "origin", "http://127.0.0.1:1/shop.git");
    shop.remote = Optional.of("origin");

    assertThat(resolve("v1-stable").commit()).isEqualTo(first);
    assertThatThrownBy(() -> resolve("v3-stable"))
        .isInstanceOf(FetchFailed.class)
        .hasMessageContaining("Fetching from origin failed");
  }

  @Test
  void aSilentRemoteIsGivenUp() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var url = "http://ada:secret@127.0.0.1:" + silent.getLocalPort() + "/shop.git";
      shop.git("remote", "add", "origin", url);
      shop.remote = Optional.of("origin");
      var impatient = new ReleaseSettings(directory.resolve("builds"), Duration.ofSeconds(1));
      var releases = new Releases(shop.knownGood, impatient);

      assertThatThrownBy(() -> releases.resolve(shop.application(), "v3-stable"))
          .isInstanceOf(FetchFailed.class)
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void localChangesAreThoseOfManagedTrackedFiles() {
    shop.excluded = List.of(".git/**", "docs/**");
    shop.write("docs/x", "x").write("gone.js", "x").write("data/x", "x").commit("third");
    shop.write("a.js", "edited").write("docs/x", "edited").write("data/x", "edited");
    shop.write(".env", "never known");
    shop.git("rm", "-q", "--cached", "gone.js");

    assertThat(shop.releases.localChanges(shop.application())).containsExactly("a.js", "gone.js");
  }

  @Test
  void withoutAWorkTreeTheFilesTellWhatIsLive() throws Exception {
    shop.write("b.js", "new").commit("third");
    shop.git("tag", "v3-stable");
    var bare = directory.resolve("shop.git");
    shop.git(directory, "clone", "-q", "--bare", shop.home.toString(), bare.toString());
    shop.repository = Optional.of(bare);
    shop.git(directory, "-C", shop.home.toString(), "checkout", "-q", "v3-stable");
    org.assertj.core.util.Files.delete(shop.home.resolve(".git").toFile());

    assertThat(lastKnownGood().orElseThrow().commit()).as("live is the newest").isEqualTo(first);
    assertThat(known()).extracting(Release::live).containsExactly(true, false);

    shop.write("a.js", "one");
    Files.delete(shop.home.resolve("b.js"));
    assertThat(lastKnownGood()).as("live is the oldest").isEmpty();
    assertThat(known()).extracting(Release::live).containsExactly(false, true);
    assertThat(shop.releases.localChanges(shop.application())).isEmpty();
  }

  @Test
  void aLinkedWorkTreeIsAHomeToo() {
    var linked = directory.resolve("linked");
    shop.git("worktree", "add", "-q", "--detach", linked.toString(), "main");
    shop.repository = Optional.of(linked);

    assertThat(resolve("v1-stable").commit()).isEqualTo(first);
    assertThat(new Revisions().head(linked, SystemUser.own()).orElseThrow().commit())
        .isEqualTo(second);
  }

  private Path cloned() {
    var elsewhere = directory.resolve("elsewhere");
    shop.git(directory, "clone", "-q", shop.home.toString(), elsewhere.toString());
    return elsewhere;
  }

  private Optional<Release> lastKnownGood() {
    return shop.releases.lastKnownGood(shop.application());
  }

  private List<Release> known() {
    return shop.releases.known(shop.application());
  }

  private Release resolve(String revision) {
    return shop.releases.resolve(shop.application(), revision);
  }

  private Release newest(String revision) {
    return shop.releases.newest(shop.application(), revision);
  }
}
