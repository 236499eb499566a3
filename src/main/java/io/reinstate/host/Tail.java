package io.reinstate.host;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The last 64 KiB of a text that may be endless; starts at the beginning of a line if it can. */
final class Tail {

  private static final int LIMIT = 64 * 1024;

  private final byte[] ring = new byte[LIMIT];
  private long written;

  synchronized void addLine(String line) {
    if (written > 0) {
      add((byte) '\n');
    }
    for (var next : line.getBytes(UTF_8)) {
      add(next);
    }
  }

  synchronized boolean truncated() {
    return written > LIMIT;
  }

  synchronized String text() {
    if (!truncated()) {
      return new String(ring, 0, (int) written, UTF_8);
    }
    var oldest = (int) (written % LIMIT);
    var unrolled = new byte[LIMIT];
    System.arraycopy(ring, oldest, unrolled, 0, LIMIT - oldest);
    System.arraycopy(ring, 0, unrolled, LIMIT - oldest, oldest);
    var start = startOfLine(unrolled);
    return new String(unrolled, start, LIMIT - start, UTF_8);
  }

  private void add(byte next) {
    ring[(int) (written++ % LIMIT)] = next;
  }

  /** After the first line break, or else at the first whole character. */
  private static int startOfLine(byte[] text) {
    for (var i = 0; i < text.length - 1; i++) {
      if (text[i] == '\n') {
        return i + 1;
      }
    }
    var start = 0;
    while (start < 4 && (text[start] & 0xC0) == 0x80) {
      start++;
    }
    return start;
  }
}
