package io.reinstate.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The git repository in an application's home directory: the good release, then the broken one. */
final class GitHistory {

  /** The name of the good release. */
  static final String GOOD = "v1-stable";

  /** The name of the broken one. */
  static final String BROKEN = "v2";

  private final Path home;

  GitHistory(Path home) {
    this.home = home;
  }

  /** Commits both. The files of the broken one are there afterwards. */
  void create() throws IOException {
    var ignored = new StringBuilder("*\n");
    Tree.MANAGED.forEach(part -> ignored.append("!%1$s\n!%1$s/**\n".formatted(part)));
    Files.writeString(home.resolve(".gitignore"), ignored);
    git("init", "-q", "-b", "main");
    commit(Subject.GOOD, GOOD);
    commit(Subject.BROKEN, BROKEN);
  }

  private void commit(Tree release, String tag) {
    release.deployTo(home);
    git("add", ".");
    git("commit", "-q", "-m", tag);
    git("tag", tag);
  }

  /** From now on the repository says that this release is live. */
  void checkOut(String tag) {
    git("update-ref", "--no-deref", "HEAD", tag);
    git("read-tree", tag);
  }

  /** What it says is live. */
  String head() {
    return git("describe", "--tags");
  }

  /** The files that are not as it says. */
  String changed() {
    return git("status", "--porcelain");
  }

  private String git(String... arguments) {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@a"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    try {
      var process = builder.start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + output);
      }
      return output.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
