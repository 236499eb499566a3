package io.reinstate.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.git.Repositories;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What the owner of a repository writes into its configuration is not run by a fetch. */
class FetchTest {

  @TempDir Path directory;

  @Test
  void runsNoProgramThatTheRemoteIsServedBy() throws IOException, GitAPIException {
    var trace = directory.resolve("trace");
    var repository = repository("uploadpack", "touch " + trace + "; cat");

    assertThatThrownBy(() -> fetch(repository)).isInstanceOf(FetchFailed.class);

    assertThat(trace).doesNotExist();
  }

  @Test
  void knowsNoAddressThatIsAProgram() throws IOException, GitAPIException {
    var trace = directory.resolve("trace");
    var repository = repository("url", "ext::touch " + trace);

    assertThatThrownBy(() -> fetch(repository)).isInstanceOf(FetchFailed.class);

    assertThat(trace).doesNotExist();
  }

  @Test
  @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
  void aSilentServerThatWouldBeWaitedForWithoutAnEndIsNotAsked()
      throws IOException, GitAPIException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var repository = repository("url", "git://127.0.0.1:" + silent.getLocalPort() + "/shop.git");

      assertThatThrownBy(() -> fetch(repository))
          .isInstanceOf(FetchFailed.class)
          .hasMessageContaining("git:// is not fetched over");
    }
  }

  private Path repository(String key, String value) throws IOException, GitAPIException {
    var origin = directory.resolve("origin");
    Git.init().setDirectory(origin.toFile()).call().close();
    var home = directory.resolve("home");
    try (var git = Git.init().setDirectory(home.toFile()).call()) {
      var config = git.getRepository().getConfig();
      config.setString("remote", "origin", "url", origin.toString());
      config.setString("remote", "origin", "fetch", "+refs/heads/*:refs/remotes/origin/*");
      config.setString("remote", "origin", key, value);
      config.save();
    }
    return home;
  }

  private static void fetch(Path home) throws IOException {
    Repositories.in(
        home,
        SystemUser.own(),
        repository -> new Fetch(Duration.ofSeconds(10)).from(repository, "origin"));
  }
}
