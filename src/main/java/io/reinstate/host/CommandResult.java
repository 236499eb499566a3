package io.reinstate.host;

import java.time.Duration;
import java.util.stream.Collectors;

/**
 * What a finished command left behind.
 *
 * @param exitStatus 0 to 255; 128 + n when signal n ended it
 * @param output standard output and error together, at most the last 64 KiB
 * @param truncated whether earlier output was dropped
 * @param duration from start to end
 */
public record CommandResult(int exitStatus, String output, boolean truncated, Duration duration) {

  private static final int QUOTED_LINES = 20;
  private static final int LONGEST_QUOTED = 160;

  public boolean succeeded() {
    return exitStatus == 0;
  }

  /** The last 20 lines it printed, for a message; each at most 160 characters. */
  public String lastLines() {
    return quoted(output);
  }

  static String quoted(String output) {
    if (output.isBlank()) {
      return "It printed nothing.";
    }
    var lines = output.strip().lines().toList();
    return lines.stream()
        .skip(Math.max(0, lines.size() - QUOTED_LINES))
        .map(CommandResult::shortened)
        .collect(Collectors.joining("\n", "Its last output:\n", ""));
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_QUOTED ? line : line.substring(0, LONGEST_QUOTED - 1) + "…";
  }
}
