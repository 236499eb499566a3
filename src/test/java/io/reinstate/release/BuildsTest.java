package io.reinstate.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.host.Cancellation;
import io.reinstate.host.CommandTimedOut;
import io.reinstate.host.Interrupted;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.SnapshotFailed;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildsTest {

  @TempDir Path directory;

  private GitShop shop;

  @BeforeEach
  void open() {
    shop = new GitShop(directory);
    shop.write("app/a.js", "one").write("app/old.js", "old").write(".gitignore", "dist/\n.env\n");
    shop.write("bin/run", "#!/bin/sh\n");
    assertThat(shop.home.resolve("bin/run").toFile().setExecutable(true)).isTrue();
    shop.commit("first");
    shop.git("tag", "-a", "-m", "release", "v1-stable");
    shop.git("rm", "-q", "app/old.js");
    shop.write("app/a.js", "two").write("app/new/b.js", "new").commit("second");
    shop.build = List.of(GitShop.run("sh", "-c", "mkdir dist && cat app/a.js > dist/out.js"));
    shop.artifacts = List.of("dist/**");
  }

  @Test
  void aReleaseIsBuiltBesideTheLiveTreeAndRestoredLikeAnySnapshot() throws Exception {
    shop.write("dist/out.js", "two").write("dist/only-in-two.js", "x");
    shop.write(".env", "SECRET=1").write("uploads/cat.png", "cat").write("data/orders", "7");
    var index = Files.readAllBytes(shop.home.resolve(".git/index"));
    var head = shop.head();

    var snapshot = shop.build("v1-stable");

    assertThat(snapshot.label()).isEqualTo(SnapshotLabel.RELEASE);
    assertThat(shop.snapshots.find(snapshot).revision().orElseThrow().tags())
        .containsExactly("v1-stable");
    assertThat(shop.snapshots.find(snapshot).warnings()).isEmpty();
    assertThat(Files.readAllBytes(shop.home.resolve(".git/index"))).isEqualTo(index);
    assertThat(shop.head()).isEqualTo(head);
    assertThat(shop.read("app/a.js")).isEqualTo("two");
    assertThat(directory.resolve("builds/shop/p-build")).doesNotExist();

    var difference = shop.exchanges.compare(shop.application(), snapshot, Selection.everything());
    assertThat(difference.added()).containsExactly("app/old.js");
    assertThat(difference.changed()).containsExactly("app/a.js", "dist/out.js");
    assertThat(difference.removed())
        .containsExactly("app/new/", "app/new/b.js", "dist/only-in-two.js");
    shop.exchange(snapshot);

    assertThat(shop.read("app/a.js")).isEqualTo("one");
    assertThat(shop.read("dist/out.js")).isEqualTo("one");
    assertThat(shop.read(".env")).isEqualTo("SECRET=1");
    assertThat(shop.read("uploads/cat.png")).isEqualTo("cat");
    assertThat(shop.read("data/orders")).isEqualTo("7");
    assertThat(shop.head()).isEqualTo(head);
    assertThat(compareAgain(snapshot)).isZero();

    shop.exchanges.revert(shop.application(), "plan");
    assertThat(shop.read("app/new/b.js")).isEqualTo("new");
    assertThat(shop.read("dist/only-in-two.js")).isEqualTo("x");
    assertThat(shop.has("app/old.js")).isFalse();
  }

  @Test
  void aSnapshotIsCompletedWithWhatIsBuiltFromItsOwnFiles() throws Exception {
    shop.write("app/a.js", "edited by hand");
    var incomplete = shop.snapshots.take(shop.application(), SnapshotLabel.MANUAL).id();
    shop.write("app/a.js", "two").write("dist/out.js", "live");

    assertThat(shop.snapshots.unmatched(incomplete, shop.artifacts)).containsExactly("dist/**");
    assertThat(shop.builds.completed(shop.application(), incomplete)).isEmpty();
    var complete = shop.builds.complete(shop.application(), incomplete, "plan-artifacts");

    assertThat(shop.snapshots.text(complete, "dist/out.js")).contains("edited by hand");
    assertThat(shop.snapshots.text(complete, "app/new/b.js")).contains("new");
    assertThat(shop.snapshots.unmatched(complete, shop.artifacts)).isEmpty();
    assertThat(shop.read("dist/out.js")).isEqualTo("live");
    assertThat(shop.builds.completed(shop.application(), incomplete)).contains(complete);
    assertThat(shop.builds.complete(shop.application(), incomplete, "another")).isEqualTo(complete);
    var release = shop.releases.resolve(shop.application(), "main");
    assertThat(shop.builds.built(shop.application(), release)).isEmpty();
  }

  @Test
  void nothingIsWrittenThroughALinkThatTheSnapshotNoLongerHas() throws Exception {
    var outside = Files.createDirectory(directory.resolve("outside"));
    Files.createSymbolicLink(shop.home.resolve("app/linked"), outside);
    shop.commit("a link");
    Files.delete(shop.home.resolve("app/linked"));
    shop.write("app/linked/file.js", "a directory now");
    var incomplete = shop.snapshots.take(shop.application(), SnapshotLabel.MANUAL).id();

    var complete = shop.builds.complete(shop.application(), incomplete, "plan-artifacts");

    assertThat(outside).isEmptyDirectory();
    assertThat(shop.snapshots.text(complete, "app/linked/file.js")).contains("a directory now");
  }

  @Test
  void customersDataIsNotNeededForABuild() {
    shop.write("data/orders", "7");
    var incomplete = shop.snapshots.take(shop.application(), SnapshotLabel.MANUAL).id();
    shop.build = List.of(GitShop.run("sh", "-c", "mkdir dist && ls -d data > dist/out.js; true"));

    var complete = shop.builds.complete(shop.application(), incomplete, "plan-artifacts");

    assertThat(shop.snapshots.text(complete, "dist/out.js")).contains("");
  }

  @Test
  void gitsOwnFilesAreNeverPartOfARelease() {
    shop.excluded = List.of();
    shop.artifacts = List.of("**");

    var snapshot = shop.build("v1-stable");

    var difference = shop.exchanges.compare(shop.application(), snapshot, Selection.everything());
    assertThat(difference.added()).noneMatch(path -> path.startsWith(".git/"));
    assertThat(difference.changed()).containsExactly("app/a.js");
    assertThat(difference.removed()).noneMatch(path -> path.startsWith(".git/"));
  }

  @Test
  void aReleaseThatWasBuiltIsFoundAgain() {
    shop.build =
        List.of(GitShop.run("sh", "-c", "mkdir dist; echo x >> ../../../count; touch dist/x"));
    var first = shop.build("v1-stable");

    assertThat(shop.build("v1-stable")).isEqualTo(first);
    var release = shop.releases.resolve(shop.application(), "v1-stable");
    assertThat(shop.builds.build(shop.application(), release, "another-step")).isEqualTo(first);
    assertThat(shop.builds.built(shop.application(), release)).contains(first);
    assertThat(directory.resolve("builds/count")).content().isEqualTo("x\n");

    shop.build = List.of(GitShop.run("sh", "-c", "mkdir dist; touch dist/y"));
    assertThat(shop.builds.built(shop.application(), release)).isEmpty();
    assertThat(shop.build("v1-stable")).isNotEqualTo(first);
  }

  @Test
  void aDamagedBuildIsBuiltAgain() throws Exception {
    var first = shop.build("v1-stable");
    Files.writeString(shop.store.resolve(first + "/files.tar.zst"), "damaged");

    var release = shop.releases.resolve(shop.application(), "v1-stable");
    assertThat(shop.builds.build(shop.application(), release, "p-other")).isNotEqualTo(first);
  }

  @Test
  void whatAKilledRunLeftIsBuiltAnew() throws Exception {
    var tree = Files.createDirectories(directory.resolve("builds/shop/p-build/tree/dist"));
    Files.writeString(tree.resolve("half"), "half");

    var snapshot = shop.build("v1-stable");

    assertThat(shop.snapshots.find(snapshot).files()).isEqualTo(5);
  }

  @Test
  void aCommandThatFailsIsToldWithItsLastLines() {
    shop.build =
        List.of(GitShop.run("true"), GitShop.run("sh", "-c", "seq 1 100; echo no; exit 3"));

    assertThatThrownBy(() -> shop.build("v1-stable"))
        .isInstanceOf(BuildFailed.class)
        .hasMessageContaining("Command 2 of 2 of the build, «sh -c")
        .hasMessageContaining("exit status 3")
        .hasMessageEndingWith("100\nno")
        .hasMessageNotContaining("\n80\n");
    assertThat(shop.builds.log(shop.application(), "p-build"))
        .content()
        .contains("v1-stable", "$ true\n", "\n1\n2\n", "exit status 3");
    assertThat(directory.resolve("builds/shop/p-build")).doesNotExist();
    assertThat(shop.snapshots.list(GitShop.ID)).isEmpty();
  }

  @Test
  void aCommandThatTakesTooLongIsKilled() {
    var command = List.of("sleep", "60");
    shop.build = List.of(new CommandSpec(command, Map.of(), Map.of(), Duration.ofMillis(200)));

    assertThatThrownBy(() -> shop.build("v1-stable")).isInstanceOf(CommandTimedOut.class);
    assertThat(shop.builds.log(shop.application(), "p-build")).content().contains("took longer");
  }

  @Test
  void aCancelledBuildLeavesNothing() {
    var cancellation = new Cancellation(() -> {});
    cancellation.cancel("The rollback was cancelled");

    assertThatThrownBy(() -> cancellation.during(() -> shop.build("v1-stable")))
        .isInstanceOf(Interrupted.class);
    assertThat(directory.resolve("builds/shop/p-build")).doesNotExist();
  }

  @Test
  void cancellingIsTheLastWordInTheLogOfABuild() {
    shop.build = List.of(GitShop.run("true"));
    var log = shop.builds.log(shop.application(), "p-build");
    var cancellation =
        new Cancellation(
            () -> {
              if (contains(log, "$ true")) {
                Cancellation.current().cancel("The rollback was cancelled");
              }
            });

    assertThatThrownBy(() -> cancellation.during(() -> shop.build("v1-stable")))
        .isInstanceOf(Interrupted.class);

    assertThat(log).content().contains("The rollback was cancelled; given up while working");
  }

  private static boolean contains(Path log, String text) {
    try {
      return Files.exists(log) && Files.readString(log).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void missingArtifactsAreRefused() {
    shop.artifacts = List.of("dist/**", "public/**", "data/**");

    assertThatThrownBy(() -> shop.build("v1-stable"))
        .isInstanceOf(SnapshotFailed.class)
        .hasMessageContaining("nothing that matches «public/**», «data/**»");
    assertThat(shop.snapshots.list(GitShop.ID)).isEmpty();
  }

  @Test
  void buildCommandsCanAskGitWhatTheyBuild() {
    shop.build =
        List.of(
            GitShop.run("sh", "-c", "mkdir dist; git describe > dist/v; git status -s >> dist/v"));

    shop.exchange(shop.build("v1-stable"));

    assertThat(shop.read("dist/v")).isEqualTo("v1-stable\n");
    assertThat(shop.git("status", "--porcelain")).isNotEmpty();
  }

  @Test
  void hooksAndFiltersNeverRun() throws Exception {
    var touched = directory.resolve("touched");
    var hook = shop.home.resolve(".git/hooks/post-checkout");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\ntouch " + touched + "\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    shop.write(".gitattributes", "*.key filter=crypt\n*.bin filter=lfs\n");
    shop.write("app/x.key", "sealed");
    shop.write("app/big.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:00\n");
    shop.commit("third");
    shop.git("config", "filter.crypt.smudge", "touch " + touched);
    shop.git("config", "filter.lfs.smudge", "touch " + touched);

    var snapshot = shop.build(shop.head());

    assertThat(touched).doesNotExist();
    assertThat(shop.snapshots.find(snapshot).warnings())
        .containsExactly(
            "Git LFS keeps the content of app/big.bin: only pointers are restored.",
            "The git filter «crypt» was not run on app/x.key.");
  }

  @Test
  void modesLinksAndLineEndsAreAsGitWantsThem() throws Exception {
    shop.write(".gitattributes", "*.bat text eol=crlf\n*.sh text eol=lf\n");
    shop.write("app/a.bat", "one\r\ntwo\r\n").write("app/a.sh", "one\ntwo\n");
    Files.createSymbolicLink(shop.home.resolve("app/link"), Path.of("a.sh"));
    shop.write("app/ünï.txt", "x").write("app/with space", "y").write("app/empty", "");
    var third = shop.commit("third");
    shop.git("checkout", "-q", "v1-stable");
    assertThat(shop.has("app/a.bat")).isFalse();

    shop.exchange(shop.build(third));
    shop.heads.move(shop.application(), third, "plan");

    assertThat(shop.read("app/a.bat")).isEqualTo("one\r\ntwo\r\n");
    assertThat(shop.read("app/a.sh")).isEqualTo("one\ntwo\n");
    assertThat(Files.readSymbolicLink(shop.home.resolve("app/link"))).hasToString("a.sh");
    assertThat(shop.home.resolve("bin/run").toFile().canExecute()).isTrue();
    assertThat(shop.home.resolve("app/a.sh").toFile().canExecute()).isFalse();
    assertThat(shop.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aWiderModeOfTheLiveFileIsNoDifference() throws Exception {
    shop.git("checkout", "-q", "v1-stable");
    Files.setAttribute(shop.home.resolve("app/a.js"), "unix:mode", 0664);
    shop.write("dist/out.js", "one");

    assertThat(compareAgain(shop.build("v1-stable"))).isZero();
  }

  @Test
  void submodulesAreBuiltFromWhatIsHere() throws Exception {
    submodule();
    var with = shop.commit("with submodule");
    shop.git(shop.home.resolve("lib/sub"), "commit", "-q", "--allow-empty", "-m", "later");
    shop.write("lib/sub/inner.js", "later");
    shop.git(shop.home.resolve("lib/sub"), "commit", "-q", "-a", "-m", "later");
    shop.commit("with later submodule");

    shop.exchange(shop.build(with));
    shop.heads.move(shop.application(), with, "plan");

    assertThat(shop.read("lib/sub/inner.js")).isEqualTo("inner");
    assertThat(shop.read("lib/sub/nested/deep.js")).isEqualTo("deep");
    assertThat(shop.git("status", "--porcelain")).isEmpty();
    shop.exchanges.revert(shop.application(), "plan");
    shop.heads.putBack(shop.application(), "plan");
    assertThat(shop.read("lib/sub/inner.js")).isEqualTo("later");
    assertThat(shop.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aSubmoduleThatIsNotHereIsRefused() throws Exception {
    submodule();
    shop.commit("with submodule");
    var clone = directory.resolve("clone.git");
    shop.git(directory, "clone", "-q", "--bare", shop.home.toString(), clone.toString());
    var head = shop.head();
    shop.repository = Optional.of(clone);
    shop.git(clone, "remote", "set-url", "origin", "https://git.example.org/shop.git");
    shop.git(clone, "config", "submodule.lib/sub.url", "https://git.example.org/sub.git");

    assertThatThrownBy(() -> shop.build(head))
        .isInstanceOf(BuildFailed.class)
        .hasMessageContaining("of the submodule lib/sub is not here")
        .hasMessageContaining("git submodule update --init");
  }

  @Test
  void aSubmoduleWithARelativeAddressIsFoundBesideTheRemote() throws Exception {
    submodule();
    shop.git("config", "-f", ".gitmodules", "submodule.lib/sub.url", "../sub");
    var head = shop.commit("with submodule");
    var clone = directory.resolve("elsewhere/clone.git");
    shop.git(directory, "clone", "-q", "--bare", shop.home.toString(), clone.toString());
    shop.repository = Optional.of(clone);

    assertThat(shop.snapshots.find(shop.build(head)).warnings()).isEmpty();
  }

  @Test
  void buildsInsideTheHomeDirectoryAreRefused() {
    var settings = new ReleaseSettings(shop.home.resolve("builds"), Duration.ofSeconds(1));
    var builds =
        new Builds(
            shop.snapshots,
            settings,
            new io.reinstate.host.LocalHost(),
            java.time.Clock.systemUTC());
    var release = shop.releases.resolve(shop.application(), "v1-stable");

    assertThatThrownBy(() -> builds.build(shop.application(), release, "p-build"))
        .isInstanceOf(BuildFailed.class)
        .hasMessageContaining("inside the home directory");
  }

  /** A submodule that has one of its own. */
  private void submodule() throws Exception {
    var nested = directory.resolve("nested");
    shop.git(directory, "init", "-q", "-b", "main", nested.toString());
    Files.writeString(nested.resolve("deep.js"), "deep");
    shop.git(nested, "add", "-A");
    shop.git(nested, "commit", "-q", "-m", "deep");
    var sub = directory.resolve("sub");
    shop.git(directory, "init", "-q", "-b", "main", sub.toString());
    Files.writeString(sub.resolve("inner.js"), "inner");
    shop.git(sub, "submodule", "--quiet", "add", nested.toString(), "nested");
    shop.git(sub, "add", "-A");
    shop.git(sub, "commit", "-q", "-m", "inner");
    shop.git("submodule", "--quiet", "add", sub.toString(), "lib/sub");
    shop.git("submodule", "--quiet", "update", "--init", "--recursive");
    shop.excluded = List.of("**/.git/**", "**/.git");
    shop.build = List.of();
    shop.artifacts = List.of();
  }

  private int compareAgain(SnapshotId snapshot) {
    return shop.exchanges.compare(shop.application(), snapshot, Selection.everything()).files();
  }
}
