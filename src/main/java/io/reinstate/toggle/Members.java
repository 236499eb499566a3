package io.reinstate.toggle;

/**
 * Members between braces, as JSON and the flow style of YAML write them.
 *
 * @param content the whole content
 */
record Members(String content) {

  /**
   * The content with a first member more.
   *
   * @param open after the brace
   * @param first where the first member begins; negative where there is none
   */
  String addedFirst(int open, int first, String member) {
    if (first < 0) {
      return content.substring(0, open) + member + content.substring(open);
    }
    var between = content.substring(open, first);
    var separator = "," + (between.isEmpty() ? " " : between);
    return content.substring(0, first) + member + separator + content.substring(first);
  }

  /** The content without this member, and without one of the commas beside it. */
  String removed(int start, int end) {
    var after = skipForward(end);
    if (after < content.length() && content.charAt(after) == ',') {
      return content.substring(0, start) + content.substring(skipForward(after + 1));
    }
    var before = start;
    while (before > 0 && isSpace(before - 1)) {
      before--;
    }
    var comma = before > 0 && content.charAt(before - 1) == ',';
    return content.substring(0, comma ? before - 1 : start) + content.substring(end);
  }

  private int skipForward(int from) {
    var at = from;
    while (at < content.length() && isSpace(at)) {
      at++;
    }
    return at;
  }

  private boolean isSpace(int at) {
    return " \t\r\n".indexOf(content.charAt(at)) >= 0;
  }
}
