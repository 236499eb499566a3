package io.reinstate.git;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.attack.Swapping;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.StoredConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoriesTest {

  @TempDir Path directory;

  private SystemUser user;
  private Path config;

  /** Root may read everything, so that the repository is another's there. */
  @BeforeEach
  void aRepository() throws Exception {
    Git.init().setDirectory(directory.toFile()).call().close();
    config = directory.resolve(".git/config");
    user = SystemUser.own();
    if (SystemUser.weAreRoot()) {
      user = Swapping.owner();
      Needs.programs("chown");
      Swapping.reachable(directory);
      Swapping.handOver(directory);
    }
  }

  private interface Change {
    void done() throws IOException;
  }

  /** JGit reads it again whenever it is asked for, and declares no error there. */
  private StoredConfig configAfter(Change change) throws IOException {
    return Repositories.in(
            directory,
            user,
            repository -> {
              change.done();
              return repository.getConfig();
            })
        .orElseThrow();
  }

  @Test
  void aConfigurationThatCannotBeReadAnyMoreIsAnErrorOfReading() {
    assertThatThrownBy(
            () ->
                configAfter(
                    () -> Files.setPosixFilePermissions(config, Set.<PosixFilePermission>of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(config.toString());
  }

  @Test
  void aConfigurationThatBreaksMeanwhileIsAnErrorOfReading() {
    assertThatThrownBy(() -> configAfter(() -> Files.writeString(config, "[core")))
        .isInstanceOf(IOException.class);
  }
}
