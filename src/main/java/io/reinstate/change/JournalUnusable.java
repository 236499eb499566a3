package io.reinstate.change;

import io.reinstate.ReinstateException;
import java.io.IOException;
import java.nio.file.Path;

/** What an act changed cannot be noted or read. */
public final class JournalUnusable extends ReinstateException {

  private static final long serialVersionUID = 1L;

  JournalUnusable(Path where, IOException cause) {
    super(
        "The journal of changes cannot be read or written: " + cause,
        where.toString(),
        "Check rights, free space and the file, then try again.",
        cause);
  }
}
