package io.reinstate.service;

import io.reinstate.ReinstateException;
import java.nio.file.Path;

/** A file in which a service's process is remembered, or its log, cannot be used. */
public final class RunFilesUnusable extends ReinstateException {

  private static final long serialVersionUID = 1L;

  RunFilesUnusable(Path where, Exception cause) {
    super(
        "A file of a supervised service cannot be used: " + cause.getMessage(),
        where.toString(),
        "Check its rights, its content and free space.",
        cause);
  }

  private RunFilesUnusable(Path lock) {
    super(
        "Another act on the service has not ended for an hour",
        lock.toString(),
        "Find the process that holds this file, for example with fuser, and end it.");
  }

  static RunFilesUnusable busy(Path lock) {
    return new RunFilesUnusable(lock);
  }
}
