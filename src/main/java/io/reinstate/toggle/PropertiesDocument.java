package io.reinstate.toggle;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.Properties;

/**
 * A file of {@link Properties}: comments, escapes, lines that go on in the next one. The JDK says
 * what a line means; here is only found where its value stands.
 */
final class PropertiesDocument implements Document {

  private final String content;
  private final String key;
  private int lineStart;
  private int keyEnd;
  private Token token;

  PropertiesDocument(String content, String key) throws Malformed {
    this.content = content;
    this.key = key;
    for (var at = 0; at < content.length(); ) {
      at = Lines.next(content, readLine(at));
    }
  }

  @Override
  public Optional<Token> token() {
    return Optional.ofNullable(token);
  }

  @Override
  public String written(String value) {
    var written = new StringBuilder();
    value.chars().forEach(c -> written.append(escaped((char) c)));
    if (!value.isEmpty() && " =:#!".indexOf(value.charAt(0)) >= 0) {
      written.insert(0, '\\');
    }
    return written.toString();
  }

  @Override
  public String with(String written) {
    if (token == null) {
      return Lines.append(content, writtenKey() + "=" + written);
    }
    var separator = token.start() == keyEnd ? "=" : "";
    return content.substring(0, token.start())
        + separator
        + written
        + content.substring(token.end());
  }

  @Override
  public String without() {
    return token == null ? content : Lines.remove(content, lineStart, token.end());
  }

  private String writtenKey() {
    return written(key).replaceAll("(?<!\\\\)[ =:#!]", "\\\\$0");
  }

  private static String escaped(char c) {
    if (c == '\\') {
      return "\\\\";
    }
    return c < 0x7f ? String.valueOf(c) : "\\u%04x".formatted((int) c);
  }

  /** Gives the end of the line, which may be some lines further down. */
  private int readLine(int start) throws Malformed {
    var at = start;
    while (at < content.length() && isBlank(at)) {
      at++;
    }
    var end = Lines.end(content, at);
    if (at == end || content.charAt(at) == '#' || content.charAt(at) == '!') {
      return end;
    }
    while (goesOn(at, end)) {
      end = Lines.end(content, Lines.next(content, end));
    }
    keepIfWanted(start, at, end);
    return end;
  }

  private boolean goesOn(int start, int end) {
    var backslashes = 0;
    while (end - backslashes > start && content.charAt(end - backslashes - 1) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1 && end < content.length();
  }

  private void keepIfWanted(int start, int keyStart, int end) throws Malformed {
    var entry = meaning(content.substring(keyStart, end));
    if (entry.containsKey(key)) {
      lineStart = start;
      keyEnd = endOfKey(keyStart, end);
      token = new Token(startOfValue(keyEnd, end), end, entry.getProperty(key));
    }
  }

  private static Properties meaning(String line) throws Malformed {
    var properties = new Properties();
    try {
      properties.load(new StringReader(line));
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new Malformed("has a line that is no property: " + e.getMessage());
    }
  }

  private int endOfKey(int start, int end) {
    var at = start;
    while (at < end && !isBlank(at) && content.charAt(at) != '=' && content.charAt(at) != ':') {
      at += content.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, end);
  }

  private int startOfValue(int endOfKey, int end) {
    var at = skipBlanks(endOfKey, end);
    var separated = at < end && (content.charAt(at) == '=' || content.charAt(at) == ':');
    return separated ? skipBlanks(at + 1, end) : at;
  }

  /** Blanks, and the places where the line goes on in the next one. */
  private int skipBlanks(int from, int end) {
    var at = from;
    while (at < end) {
      if (isBlank(at)) {
        at++;
      } else if (content.charAt(at) == '\\' && Lines.end(content, at + 1) == at + 1) {
        at = Lines.next(content, at + 1);
      } else {
        return at;
      }
    }
    return end;
  }

  private boolean isBlank(int at) {
    return content.charAt(at) == ' ' || content.charAt(at) == '\t' || content.charAt(at) == '\f';
  }
}
