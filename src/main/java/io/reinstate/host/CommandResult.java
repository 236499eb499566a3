package io.reinstate.host;

import java.time.Duration;

/**
 * What a finished command left behind.
 *
 * @param exitStatus 0 to 255; 128 + n when signal n ended it
 * @param output standard output and error together, at most the last 64 KiB
 * @param truncated whether earlier output was dropped
 * @param duration from start to end
 */
public record CommandResult(int exitStatus, String output, boolean truncated, Duration duration) {

  public boolean succeeded() {
    return exitStatus == 0;
  }
}
