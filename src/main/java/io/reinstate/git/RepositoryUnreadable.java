package io.reinstate.git;

import io.reinstate.ReinstateException;
import java.nio.file.Path;

/** There is a git repository, but it cannot be read. */
public final class RepositoryUnreadable extends ReinstateException {

  private static final long serialVersionUID = 1L;

  public RepositoryUnreadable(Path directory, Throwable cause) {
    super(
        "The git repository cannot be read: " + cause.getMessage(),
        directory.toString(),
        "Check it with «git fsck», and that Reinstate may read it.",
        cause);
  }
}
