package io.reinstate.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** What changes between two texts, line by line, as git tells it. */
public final class LineDifference {

  private LineDifference() {}

  /** Lines that go, with {@code -} before them, and lines that come, with {@code +}, in order. */
  public static List<String> between(String before, String after) {
    var old = new RawText(before.getBytes(StandardCharsets.UTF_8));
    var now = new RawText(after.getBytes(StandardCharsets.UTF_8));
    var lines = new ArrayList<String>();
    for (var edit : new HistogramDiff().diff(RawTextComparator.WS_IGNORE_TRAILING, old, now)) {
      for (var line = edit.getBeginA(); line < edit.getEndA(); line++) {
        lines.add("-" + old.getString(line));
      }
      for (var line = edit.getBeginB(); line < edit.getEndB(); line++) {
        lines.add("+" + now.getString(line));
      }
    }
    return lines;
  }
}
