package io.reinstate.release;

import io.reinstate.ReinstateException;
import java.io.IOException;
import java.nio.file.Path;

/** The record of known good releases cannot be read or added to. */
public final class RecordUnusable extends ReinstateException {

  private static final long serialVersionUID = 1L;

  RecordUnusable(Path file, IOException cause) {
    super(
        "The record of known good releases cannot be used: " + cause,
        file.toString(),
        "Check that Reinstate may read and write it, then try again.",
        cause);
  }
}
