package io.reinstate.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadsTest {

  private static final String KEY = "plan-1";

  @TempDir Path directory;

  private GitShop shop;
  private String first;
  private String second;

  @BeforeEach
  void open() {
    shop = new GitShop(directory);
    first = shop.write("a.js", "one").write("old.js", "old").commit("first");
    shop.git("tag", "-a", "-m", "release", "v1-stable");
    shop.git("rm", "-q", "old.js");
    second = shop.write("a.js", "two").write("new.js", "new").commit("second");
    shop.git("tag", "-a", "-m", "release", "v2-stable");
  }

  @Test
  void gitSaysTheTargetAfterARollback() {
    shop.exchange(shop.build("v1-stable"));
    assertThat(shop.git("status", "--porcelain")).isNotEmpty();

    move();

    assertThat(shop.git("status", "--porcelain")).isEmpty();
    assertThat(shop.git("describe")).isEqualTo("v1-stable\n");
    assertThat(shop.head()).isEqualTo(first);
    assertThat(shop.git("rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("HEAD\n");
    assertThat(shop.git("rev-parse", "main").strip()).isEqualTo(second);
    assertThat(shop.git("fsck")).doesNotContain("error");
    assertThat(shop.git("reflog", "-1")).contains("reinstate: plan-1");
    assertThat(shop.releases.resolve(shop.application(), "v1-stable").live()).isTrue();
  }

  @Test
  void puttingBackGivesTheBranchAndTheIndexBack() throws Exception {
    shop.write("a.js", "staged").git("add", "a.js");
    shop.write("new.js", "not staged");
    var status = shop.git("status", "--porcelain");
    shop.exchange(shop.build("v1-stable"));
    move();
    assertThat(shop.git("status", "--porcelain")).isEmpty();

    shop.exchanges.revert(shop.application(), "plan");
    shop.heads.putBack(shop.application(), KEY);

    assertThat(shop.git("status", "--porcelain")).isEqualTo(status).contains("M  a.js");
    assertThat(shop.git("rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("main\n");
    assertThat(shop.head()).isEqualTo(second);
    assertThat(shop.store.resolve("shop/heads/plan-1")).doesNotExist();
  }

  @Test
  void bothCanBeRunTwiceAndUnknownKeysDoNothing() {
    shop.heads.putBack(shop.application(), KEY);
    move();
    move();
    assertThat(shop.head()).isEqualTo(first);

    shop.heads.putBack(shop.application(), KEY);
    shop.heads.putBack(shop.application(), KEY);

    assertThat(shop.head()).isEqualTo(second);
    assertThat(shop.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aDetachedHeadIsPutBackDetached() {
    shop.git("checkout", "-q", "v2-stable");
    move();

    shop.heads.putBack(shop.application(), KEY);

    assertThat(shop.git("rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("HEAD\n");
    assertThat(shop.head()).isEqualTo(second);
  }

  @Test
  void aMoveThatWasCutOffIsCompletedOrPutBack() throws Exception {
    var lock = shop.home.resolve(".git/index.lock");
    Files.createFile(lock);
    assertThatThrownBy(this::move).isInstanceOf(HeadNotMoved.class);
    assertThat(shop.head()).as("the head moved, the index did not").isEqualTo(first);

    Files.delete(lock);
    shop.heads.putBack(shop.application(), KEY);
    assertThat(shop.head()).isEqualTo(second);
    assertThat(shop.git("status", "--porcelain")).isEmpty();

    Files.createFile(lock);
    assertThatThrownBy(this::move).isInstanceOf(HeadNotMoved.class);
    Files.delete(lock);
    move();
    assertThat(shop.git("diff", "--cached", "--name-only")).isEmpty();
    assertThat(shop.head()).isEqualTo(first);
  }

  @Test
  void aLockThatAKilledRunOfOursLeftIsRemoved() throws Exception {
    var git = shop.home.resolve(".git");
    move();
    shop.heads.putBack(shop.application(), KEY);
    killedWithIndexLocked(git);
    killedWithHeadLocked(git);

    move();
    assertThat(shop.head()).isEqualTo(first);
    assertThat(shop.git("diff", "--cached", "--name-only")).isEmpty();

    killedWithIndexLocked(git);
    killedWithHeadLocked(git);
    shop.heads.putBack(shop.application(), KEY);

    assertThat(shop.head()).isEqualTo(second);
    assertThat(shop.git("status", "--porcelain")).isEmpty();
    assertThat(git.toFile().list()).noneMatch(name -> name.contains("reinstate"));
    assertThat(git.toFile().list()).noneMatch(name -> name.endsWith(".lock"));
  }

  /** Half-written: the kill came while it was made. */
  private static void killedWithIndexLocked(Path git) throws IOException {
    Files.writeString(git.resolve("reinstate-index"), "half");
    Files.createFile(git.resolve("reinstate-index.lock"));
    Files.createLink(git.resolve("index.lock"), git.resolve("reinstate-index"));
  }

  private static void killedWithHeadLocked(Path git) throws IOException {
    Files.createFile(git.resolve("reinstate-HEAD"));
    Files.createFile(git.resolve("HEAD.lock"));
  }

  @Test
  void aLockOnHeadOfSomebodyElseIsLeftAlone() throws Exception {
    var lock = Files.createFile(shop.home.resolve(".git/HEAD.lock"));

    assertThatThrownBy(this::move)
        .isInstanceOf(HeadNotMoved.class)
        .hasMessageContaining("some git command is at work");

    assertThat(lock).exists();
    assertThat(shop.head()).isEqualTo(second);
  }

  @Test
  void aLockOnHeadThatIsReleasedInTimeIsWaitedFor() throws Exception {
    Files.createFile(shop.home.resolve(".git/reinstate-HEAD"));
    var lock = Files.createFile(shop.home.resolve(".git/HEAD.lock"));
    var waiting = CompletableFuture.runAsync(this::move);
    assertThatThrownBy(() -> waiting.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    // Where this test stands still for seconds, it was taken for what a killed run left.
    Files.deleteIfExists(lock);
    waiting.get(60, TimeUnit.SECONDS);

    assertThat(shop.head()).isEqualTo(first);
  }

  @Test
  void puttingBackWaitsForGit() throws Exception {
    move();
    Files.createFile(shop.home.resolve(".git/index.lock"));

    assertThatThrownBy(() -> shop.heads.putBack(shop.application(), KEY))
        .isInstanceOf(HeadNotMoved.class)
        .hasMessageContaining("some git command is at work");
    Files.delete(shop.home.resolve(".git/index.lock"));
    shop.heads.putBack(shop.application(), KEY);

    assertThat(shop.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void whatSomebodyCheckedOutMeanwhileIsLeftAlone() {
    move();
    shop.git("checkout", "-q", "-f", "-b", "rescue");

    assertThatThrownBy(() -> shop.heads.putBack(shop.application(), KEY))
        .isInstanceOf(HeadNotMoved.class)
        .hasMessageContaining("Somebody checked out refs/heads/rescue meanwhile");
    assertThat(shop.git("rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("rescue\n");
  }

  @Test
  void aCommitThatIsNotThereIsRefusedBeforeAnythingMoves() {
    assertThatThrownBy(() -> shop.heads.move(shop.application(), "0".repeat(40), KEY))
        .isInstanceOf(HeadNotMoved.class)
        .hasMessageContaining("is not there");
    assertThat(shop.head()).isEqualTo(second);
    assertThat(shop.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void headAndIndexStayWhoseTheyWereWhenRootMovesThem() throws Exception {
    Needs.root();
    var git = shop.home.resolve(".git");
    var files = List.of(git.resolve("HEAD"), git.resolve("index"), git.resolve("logs/HEAD"));
    Needs.run(shop.home, "chown", "-R", "daemon:mail", ".");

    move();
    assertThat(files).allSatisfy(HeadsTest::belongsToDaemon);
    shop.heads.putBack(shop.application(), KEY);

    assertThat(files).allSatisfy(HeadsTest::belongsToDaemon);
  }

  @Test
  void whatAKilledRunLeftWithRootGoesBackToTheOwnerOfTheRepository() throws Exception {
    Needs.root();
    var git = shop.home.resolve(".git");
    Needs.run(shop.home, "chown", "-R", "daemon:mail", ".");
    Needs.run(shop.home, "chown", "root:root", ".git/HEAD");
    Files.delete(git.resolve("index"));

    move();

    assertThat(List.of(git.resolve("HEAD"), git.resolve("index")))
        .allSatisfy(HeadsTest::belongsToDaemon);
  }

  private static void belongsToDaemon(Path file) {
    try {
      assertThat(Files.getAttribute(file, "unix:owner")).hasToString("daemon");
      assertThat(Files.getAttribute(file, "unix:group")).hasToString("mail");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aHomeWithoutRepositoryHasNothingToMove() {
    org.assertj.core.util.Files.delete(shop.home.resolve(".git").toFile());

    move();

    assertThat(shop.store.resolve("shop/heads")).doesNotExist();
  }

  private void move() {
    shop.heads.move(shop.application(), first, KEY);
  }
}
