package io.reinstate.toggle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lines {@code NAME=value}, as shells and dotenv read them: {@code export}, comments, single and
 * double quotes, quoted values of several lines.
 */
final class EnvDocument implements Document {

  private static final Pattern ASSIGNMENT =
      Pattern.compile("[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*=");

  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_./:@%+,=-]*");

  private final String content;
  private final String name;
  private int lineStart;
  private Token token;

  EnvDocument(String content, String name) {
    this.content = content;
    this.name = name;
    for (var at = Lines.first(content); at < content.length(); ) {
      at = Lines.next(content, readLine(at));
    }
  }

  @Override
  public Optional<Token> token() {
    return Optional.ofNullable(token);
  }

  @Override
  public String written(String value) {
    var bytes = new String(value.getBytes(UTF_8), ISO_8859_1);
    var quote = token == null || token.start() == token.end() ? ' ' : content.charAt(token.start());
    if (quote == '\'' && !value.contains("'")) {
      return "'" + bytes + "'";
    }
    var bare = quote != '"' && quote != '\'' && NEEDS_NO_QUOTES.matcher(bytes).matches();
    return bare ? bytes : '"' + bytes.replaceAll("[\"\\\\$`]", "\\\\$0") + '"';
  }

  @Override
  public String with(String written) {
    return token == null
        ? Lines.append(content, name + "=" + written)
        : content.substring(0, token.start()) + written + content.substring(token.end());
  }

  @Override
  public String without() {
    return token == null
        ? content
        : Lines.remove(content, lineStart, Lines.end(content, token.end()));
  }

  /** Gives the end of the line, which may be some lines further down. */
  private int readLine(int start) {
    var end = Lines.end(content, start);
    var assignment = ASSIGNMENT.matcher(content).region(start, end);
    if (!assignment.lookingAt()) {
      return end;
    }
    var value = value(assignment.end(), end);
    if (assignment.group(1).equals(name)) {
      lineStart = start;
      token = value;
    }
    return Lines.end(content, value.end());
  }

  /**
   * @param from after the equals sign
   */
  private Token value(int from, int lineEnd) {
    var start = from;
    while (start < lineEnd && isBlank(start)) {
      start++;
    }
    var closing = start < lineEnd ? closingQuote(start) : -1;
    if (closing > 0 && (closing + 1 == content.length() || isBlankOrBreak(closing + 1))) {
      return new Token(start, closing + 1, unquoted(start, closing));
    }
    var end = start;
    for (var at = start; at < lineEnd && !(content.charAt(at) == '#' && isBlank(at - 1)); at++) {
      end = isBlank(at) ? end : at + 1;
    }
    return end == start
        ? new Token(from, from, "")
        : new Token(start, end, utf8(content.substring(start, end)));
  }

  /** Where the quote that opens here is closed; negative where none opens or it stays open. */
  private int closingQuote(int start) {
    var quote = content.charAt(start);
    if (quote == '\'') {
      return content.indexOf('\'', start + 1);
    }
    for (var at = start + 1; quote == '"' && at < content.length(); at++) {
      if (content.charAt(at) == '"') {
        return at;
      }
      at += content.charAt(at) == '\\' ? 1 : 0;
    }
    return -1;
  }

  private String unquoted(int opening, int closing) {
    var inner = utf8(content.substring(opening + 1, closing));
    return content.charAt(opening) == '\'' ? inner : inner.replaceAll("\\\\([\"\\\\$`])", "$1");
  }

  private boolean isBlank(int at) {
    return content.charAt(at) == ' ' || content.charAt(at) == '\t';
  }

  private boolean isBlankOrBreak(int at) {
    return isBlank(at) || content.charAt(at) == '\n' || content.charAt(at) == '\r';
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }
}
