package io.reinstate.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.git.Revisions;
import io.reinstate.storage.Durable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may commit, or owns a repository, makes a checkout write elsewhere or run a program. */
class HostileRepositoryTest {

  @TempDir private Path directory;

  private Path outside;
  private Path mark;
  private Path program;
  private Path tree;
  private Repository repository;

  @BeforeEach
  void create() throws Exception {
    outside = Files.createDirectory(directory.resolve("outside"));
    mark = directory.resolve("mark");
    program =
        Files.writeString(directory.resolve("program"), "#!/bin/sh\ntouch " + mark + "\ncat\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    tree = directory.resolve("scratch/tree");
    Files.createDirectories(tree.getParent());
    repository = Git.init().setDirectory(directory.resolve("home").toFile()).call().getRepository();
  }

  @AfterEach
  void nothingRanAndNothingIsOutside() throws IOException {
    repository.close();
    assertThat(mark).doesNotExist();
    assertThat(outside).isEmptyDirectory();
    try (var beside = Files.list(tree.getParent())) {
      assertThat(beside.filter(each -> !each.equals(tree))).isEmpty();
    }
    assertThat(tree.resolve(".git/hooks/post-checkout")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git",
        ".GIT",
        ".Git",
        "..",
        ".",
        "",
        ".git ",
        ".git.",
        "GIT~1",
        "../x",
        "/x",
        ".git/hooks"
      })
  void treesWithNamesThatNoWorkTreeHasAreRefused(String name) throws Exception {
    var hooks = tree(entry("post-checkout", FileMode.EXECUTABLE_FILE, blob("#!/bin/sh\n")));
    var below = tree(entry("hooks", FileMode.TREE, hooks));
    for (var commit :
        List.of(
            commit(tree(entry(name, FileMode.TREE, below))),
            commit(tree(entry(name, FileMode.TREE, hooks))),
            commit(tree(entry(name, FileMode.REGULAR_FILE, blob("x")))),
            commit(tree(entry(name, FileMode.SYMLINK, blob("../outside")))))) {
      assertThatThrownBy(() -> checkOut(commit)).as(name).isInstanceOf(IOException.class);
    }
  }

  @Test
  void namesThatAreOthersOnThisSystemStayInside() throws Exception {
    var hooks = tree(entry("post-checkout", FileMode.EXECUTABLE_FILE, blob("#!/bin/sh\n")));
    var slash = entry("a/b", FileMode.REGULAR_FILE, blob("x"));
    var commit = commit(tree(join(entry(".g\u200cit", FileMode.TREE, hooks), slash)));

    checkOut(commit);

    assertThat(tree.resolve("a/b")).hasContent("x");
  }

  @Test
  void filesBelowALinkOfTheSameNameAreNotWrittenThroughIt() throws Exception {
    var link = entry("sub", FileMode.SYMLINK, blob(outside.toString()));
    var file = tree(entry("x", FileMode.REGULAR_FILE, blob("x")));
    var directoryOfThatName = entry("sub", FileMode.TREE, file);

    for (var entries : List.of(join(link, directoryOfThatName), join(directoryOfThatName, link))) {
      var commit = commit(tree(entries));
      assertThatThrownBy(() -> checkOut(commit)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void submodulesLeadToNoProgramAndNoOtherDirectory() throws Exception {
    var modules =
        """
        [submodule "ext"]
          path = ext
          url = ext::%1$s
        [submodule "../../outside"]
          path = climbing
          url = ../outside
        [submodule "option"]
          path = option
          url = --upload-pack=%1$s
          update = !%1$s
        """
            .formatted(program);
    for (var path : List.of("ext", "climbing", "option")) {
      var commit =
          commit(
              tree(
                  join(
                      entry(".gitmodules", FileMode.REGULAR_FILE, blob(modules)),
                      entry(path, FileMode.GITLINK, ObjectId.fromString("1".repeat(40))))));
      try {
        checkOut(commit);
      } catch (BuildFailed e) {
        assertThat(e).hasMessageContaining("of the submodule " + path + " is not here");
      }
      assertThat(tree.resolve(path)).doesNotExist();
      Durable.delete(tree);
    }
  }

  @Test
  void settingsThatNameProgramsOrOtherDirectoriesDoNothing() throws Exception {
    var secret = Files.writeString(directory.resolve("secret"), "only root reads this\n");
    var config = repository.getConfig();
    for (var key : List.of("fsmonitor", "sshCommand", "editor", "pager", "gitProxy", "askPass")) {
      config.setString("core", null, key, program.toString());
    }
    config.setString("core", null, "hooksPath", directory.toString());
    config.setString("core", null, "attributesFile", secret.toString());
    for (var key : List.of("clean", "smudge", "process")) {
      config.setString("filter", "evil", key, program.toString());
    }
    config.setString("diff", "evil", "textconv", program.toString());
    config.setString("merge", "evil", "driver", program.toString());
    config.setString("gpg", null, "program", program.toString());
    config.setString("credential", null, "helper", "!" + program);
    config.save();
    for (var hook : List.of("post-checkout", "pre-commit", "reference-transaction")) {
      Files.createDirectories(repository.getDirectory().toPath().resolve("hooks"));
      Files.copy(program, repository.getDirectory().toPath().resolve("hooks/" + hook));
    }
    var home = repository.getWorkTree().toPath();
    var attributes = "* filter=evil diff=evil merge=evil ident text working-tree-encoding=UTF-16\n";
    Files.writeString(home.resolve(".gitattributes"), attributes);
    Files.writeString(home.resolve("file"), "text");
    var commit =
        commit(
            tree(
                join(
                    entry(".gitattributes", FileMode.REGULAR_FILE, blob(attributes)),
                    entry("file", FileMode.REGULAR_FILE, blob("text")))));
    Files.writeString(repository.getDirectory().toPath().resolve("HEAD"), commit.name() + "\n");

    new Revisions().head(home, SystemUser.own());
    new Revisions().hasChanges(home, SystemUser.own());
    new Revisions().localChanges(home, SystemUser.own());
    new Revisions().tracked(home, SystemUser.own());
    checkOut(commit);

    assertThat(tree.resolve("file")).hasContent("text");
    assertThat(tree.resolve(".git/config")).content().doesNotContain("evil", "program");
  }

  @Test
  void aWorkTreeOrIncludeElsewhereIsOnlyRead() throws Exception {
    var elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("file"), "other");
    var commit = commit(tree(entry("file", FileMode.REGULAR_FILE, blob("text"))));
    var config = repository.getConfig();
    config.setString("core", null, "worktree", elsewhere.toString());
    config.setString("include", null, "path", "/dev/null");
    config.save();
    Files.writeString(repository.getDirectory().toPath().resolve("HEAD"), commit.name() + "\n");

    new Checkout().write(repository.getDirectory().toPath(), commit, SystemUser.own(), tree);

    assertThat(elsewhere.resolve("file")).hasContent("other");
    assertThat(Files.exists(elsewhere.resolve(".git"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(tree.resolve("file")).hasContent("text");
    assertThat(tree.resolve(".git/config")).content().doesNotContain("elsewhere", "include");
  }

  private void checkOut(ObjectId commit) throws IOException {
    new Checkout().write(repository.getWorkTree().toPath(), commit, SystemUser.own(), tree);
  }

  private ObjectId blob(String content) throws IOException {
    return insert(Constants.OBJ_BLOB, content.getBytes(UTF_8));
  }

  /** As it is: no name is checked. */
  private ObjectId tree(byte[] entries) throws IOException {
    return insert(Constants.OBJ_TREE, entries);
  }

  private static byte[] entry(String name, FileMode mode, ObjectId id) throws IOException {
    var bytes = new ByteArrayOutputStream();
    mode.copyTo(bytes);
    bytes.write((" " + name + "\0").getBytes(UTF_8));
    id.copyRawTo(bytes);
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] one, byte[] other) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(one);
    bytes.writeBytes(other);
    return bytes.toByteArray();
  }

  private ObjectId commit(ObjectId tree) throws IOException {
    var commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setAuthor(new PersonIdent("a", "a@example.org"));
    commit.setCommitter(commit.getAuthor());
    commit.setMessage("a commit");
    try (var inserter = repository.newObjectInserter()) {
      var id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }

  private ObjectId insert(int type, byte[] content) throws IOException {
    try (var inserter = repository.newObjectInserter()) {
      var id = inserter.insert(type, content);
      inserter.flush();
      return id;
    }
  }
}
