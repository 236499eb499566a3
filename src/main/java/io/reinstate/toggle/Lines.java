package io.reinstate.toggle;

/**
 * Where the lines of a content begin and end. A line ends with LF, CRLF or, in some formats, CR.
 */
final class Lines {

  /** Bytes of a UTF-8 byte order mark as ISO 8859-1. */
  private static final String MARK = "\u00ef\u00bb\u00bf";

  private Lines() {}

  /** Where the first line begins. */
  static int first(String content) {
    return content.startsWith(MARK) ? MARK.length() : 0;
  }

  /** Where the line with this offset ends, before its line break. */
  static int end(String content, int from) {
    var end = from;
    while (end < content.length() && content.charAt(end) != '\n' && content.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /** Where the line after the break at this offset begins. */
  static int next(String content, int end) {
    if (content.startsWith("\r\n", end)) {
      return end + 2;
    }
    return Math.min(end + 1, content.length());
  }

  /** The first line break of the content; LF where there is none. */
  static String separator(String content) {
    var end = end(content, 0);
    return end == content.length() ? "\n" : content.substring(end, next(content, end));
  }

  /** The content with one more line; without a last line break where it had none. */
  static String append(String content, String line) {
    var separator = separator(content);
    var whole = content.isEmpty() || content.endsWith("\n") || content.endsWith("\r");
    return whole ? content + line + separator : content + separator + line;
  }

  /**
   * The content without one of its lines.
   *
   * @param from where it begins
   * @param end where it ends, before its line break
   */
  static String remove(String content, int from, int end) {
    if (end < content.length()) {
      return content.substring(0, from) + content.substring(next(content, end));
    }
    var before = content.substring(0, from);
    return before.replaceFirst("(\r\n|\n|\r)\\z", "");
  }
}
