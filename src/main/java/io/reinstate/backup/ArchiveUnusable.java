package io.reinstate.backup;

import io.reinstate.ReinstateException;
import java.nio.file.Path;

/** A file is no backup of Reinstate's database, or a damaged one. Nothing was changed. */
public final class ArchiveUnusable extends ReinstateException {

  private static final long serialVersionUID = 1L;

  ArchiveUnusable(Path file, String why, Throwable cause) {
    super(
        "This backup cannot be restored: "
            + why.lines().findFirst().orElse("").replaceAll("\\.$", ""),
        file.toString(),
        "The database was not touched. Try another backup.",
        cause);
  }
}
