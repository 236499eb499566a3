package io.reinstate.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.SystemUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionsTest {

  @TempDir Path directory;

  private final Revisions revisions = new Revisions();

  @Test
  void headTellsCommitAndEveryTagThatPointsAtIt() throws Exception {
    try (var git = Git.init().setDirectory(directory.toFile()).call()) {
      commit(git, "first");
      git.tag().setName("v0.9.0").call();
      var commit = commit(git, "second");
      git.tag().setName("v1.0.0").setAnnotated(true).setMessage("release").setSigned(false).call();
      git.tag().setName("known-good").setAnnotated(false).call();

      var head = revisions.head(directory, SystemUser.own()).orElseThrow();

      assertThat(head.commit()).isEqualTo(commit);
      assertThat(head.tags()).containsExactly("known-good", "v1.0.0");
      assertThat(head.describe()).isEqualTo("known-good, v1.0.0 (" + commit.substring(0, 7) + ")");
    }
  }

  @Test
  void commitWithoutTagIsDescribedByItsShortId() throws Exception {
    try (var git = Git.init().setDirectory(directory.toFile()).call()) {
      var commit = commit(git, "first");

      assertThat(revisions.head(directory, SystemUser.own()).orElseThrow().describe())
          .isEqualTo(commit.substring(0, 7));
    }
  }

  @Test
  void theLastMoveOfTheHeadIsKnownMorePreciselyThanGitNotesItUnlessTheLogWasWrittenAgain()
      throws Exception {
    try (var git = Git.init().setDirectory(directory.toFile()).call()) {
      commit(git, "first");
      var log = directory.resolve(".git/logs/HEAD");
      var noted = git.reflog().call().iterator().next().getWho().getWhenAsInstant();

      Files.setLastModifiedTime(log, FileTime.from(noted.plusMillis(700)));
      assertThat(revisions.moved(directory, SystemUser.own())).contains(noted.plusMillis(700));
      Files.setLastModifiedTime(log, FileTime.from(noted.plusSeconds(3600)));
      assertThat(revisions.moved(directory, SystemUser.own())).contains(noted);
      Files.setLastModifiedTime(log, FileTime.from(noted.minusSeconds(1)));
      assertThat(revisions.moved(directory, SystemUser.own())).contains(noted);
    }
  }

  @Test
  void theLastMoveOfTheHeadIsKnown() throws Exception {
    assertThat(revisions.moved(directory, SystemUser.own())).isEmpty();
    try (var git = Git.init().setDirectory(directory.toFile()).call()) {
      assertThat(revisions.moved(directory, SystemUser.own())).isEmpty();
      var before = Instant.now().minusSeconds(2);
      commit(git, "first");

      assertThat(revisions.moved(directory, SystemUser.own()))
          .hasValueSatisfying(at -> assertThat(at).isAfter(before));
    }
  }

  @Test
  void directoryWithoutRepositoryHasNoRevision() {
    assertThat(revisions.head(directory, SystemUser.own())).isEmpty();
    assertThat(revisions.hasChanges(directory, SystemUser.own())).isFalse();
  }

  @Test
  void repositoryFurtherUpIsAnotherProjects() throws Exception {
    try (var git = Git.init().setDirectory(directory.toFile()).call()) {
      commit(git, "first");

      assertThat(revisions.head(Files.createDirectory(directory.resolve("shop")), SystemUser.own()))
          .isEmpty();
    }
  }

  @Test
  void repositoryWithoutCommitHasNoRevision() throws Exception {
    Git.init().setDirectory(directory.toFile()).call().close();

    assertThat(revisions.head(directory, SystemUser.own())).isEmpty();
  }

  @Test
  void changedFileIsAChange() throws Exception {
    try (var git = Git.init().setDirectory(directory.toFile()).call()) {
      commit(git, "first");
      assertThat(revisions.hasChanges(directory, SystemUser.own())).isFalse();

      Files.writeString(directory.resolve("file"), "edited by hand");

      assertThat(revisions.hasChanges(directory, SystemUser.own())).isTrue();
    }
  }

  @Test
  void noFilterThatARepositoryNamesIsRun() throws Exception {
    var trace = directory.resolve("trace");
    var home = Files.createDirectory(directory.resolve("home"));
    try (var git = Git.init().setDirectory(home.toFile()).call()) {
      Files.writeString(home.resolve("file.txt"), "one");
      git.add().addFilepattern("file.txt").call();
      commit(git, "first");
      Files.createDirectories(home.resolve(".git/info"));
      Files.writeString(home.resolve(".git/info/attributes"), "* filter=evil\n");
      Files.writeString(home.resolve("file.txt"), "two");
      Files.writeString(
          home.resolve(".git/config"),
          "[filter \"evil\"]\n\tclean = touch %1$s; cat\n\tsmudge = touch %1$s; cat\n\tprocess = touch %1$s\n"
                  .formatted(trace)
              + "[core]\n\tfsmonitor = touch %1$s\n\tsshCommand = touch %1$s\n".formatted(trace),
          StandardOpenOption.APPEND);
    }

    assertThat(revisions.localChanges(home, SystemUser.own())).containsExactly("file.txt");
    assertThat(revisions.hasChanges(home, SystemUser.own())).isTrue();
    assertThat(trace).doesNotExist();
  }

  @Test
  void brokenRepositoryIsReported() throws Exception {
    try (var git = Git.init().setDirectory(directory.toFile()).call()) {
      commit(git, "first");
    }
    Files.writeString(directory.resolve(".git/config"), "[core\nnonsense");

    assertThatThrownBy(() -> revisions.head(directory, SystemUser.own()))
        .isInstanceOf(RepositoryUnreadable.class)
        .hasMessageContaining(directory.toString());
  }

  private String commit(Git git, String content) throws Exception {
    Files.writeString(directory.resolve("file"), content);
    git.add().addFilepattern("file").call();
    return git.commit()
        .setMessage(content)
        .setAuthor("Ada", "ada@example.org")
        .setCommitter("Ada", "ada@example.org")
        .setSign(false)
        .call()
        .name();
  }
}
