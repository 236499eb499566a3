package io.reinstate.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reinstate.host.Deadline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The lines of a file from a position on, one that is not ended yet included. A line is cut after
 * 64 Ki characters.
 */
record LogLines(Path file, long from, Deadline deadline) {

  private static final int LONGEST = 64 * 1024;

  /** Whether the pattern is found in some line; false as well when the time is over. */
  boolean anyMatches(Pattern pattern) throws IOException {
    try (var channel = FileChannel.open(file).position(from);
        var reader =
            new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), UTF_8))) {
      var line = new StringBuilder();
      for (int next; (next = reader.read()) >= 0; ) {
        if (next != '\n' && line.length() < LONGEST) {
          line.append((char) next);
        } else if (next == '\n') {
          if (pattern.matcher(line).find()) {
            return true;
          }
          line.setLength(0);
          if (deadline.passed()) {
            return false;
          }
        }
      }
      return pattern.matcher(line).find();
    }
  }
}
