package io.reinstate.git;

import io.reinstate.host.FilesAs;
import java.io.IOException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.SystemReader;

/**
 * Git's settings of Reinstate's user and of the machine, whoever's rights a repository asks for.
 */
final class OwnSettings extends SystemReader.Delegate {

  OwnSettings(SystemReader others) {
    super(others);
  }

  /** Reads settings. */
  private interface Reading {
    StoredConfig done() throws IOException, ConfigInvalidException;
  }

  private static StoredConfig own(Reading reading) throws IOException, ConfigInvalidException {
    try {
      return FilesAs.<StoredConfig, IOException>own(
          () -> {
            try {
              return reading.done();
            } catch (ConfigInvalidException e) {
              throw new IOException(e.getMessage(), e);
            }
          });
    } catch (IOException e) {
      if (e.getCause() instanceof ConfigInvalidException invalid) {
        throw invalid;
      }
      throw e;
    }
  }

  @Override
  public StoredConfig getUserConfig() throws ConfigInvalidException, IOException {
    return own(super::getUserConfig);
  }

  @Override
  public StoredConfig getJGitConfig() throws ConfigInvalidException, IOException {
    return own(super::getJGitConfig);
  }

  @Override
  public StoredConfig getSystemConfig() throws ConfigInvalidException, IOException {
    return own(super::getSystemConfig);
  }
}
