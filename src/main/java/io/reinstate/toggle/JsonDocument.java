package io.reinstate.toggle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** JSON in UTF-8; the parser says where a value begins, and its first byte tells where it ends. */
final class JsonDocument implements Document {

  private static final JsonFactory JSON = new JsonFactory();

  private final String content;
  private final List<String> path;
  private Token token;
  private JsonToken type;
  private int member = -1;
  private int open = -1;
  private int first = -1;

  private JsonDocument(String content, List<String> path) {
    this.content = content;
    this.path = path;
  }

  static JsonDocument read(String content, String pointer) throws Malformed {
    var document = new JsonDocument(content, Pointer.names(pointer));
    try (var parser = JSON.createParser(content.getBytes(ISO_8859_1))) {
      parser.nextToken();
      document.find(parser, 0);
      while (parser.nextToken() != null) {}
      return document;
    } catch (IOException e) {
      throw new Malformed("is not JSON: " + e.getMessage().lines().findFirst().orElse(""));
    }
  }

  /** A value as it stands in JSON: true, false and numbers bare, anything else as text. */
  static String bareOrQuoted(String value) {
    return isBoolean(value) || isNumber(value) ? value : '"' + escaped(value) + '"';
  }

  /** A text as it stands between the quotes of JSON. */
  static String escaped(String value) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(value));
  }

  private static boolean isBoolean(String value) {
    return value.equals("true") || value.equals("false");
  }

  private static boolean isNumber(String value) {
    return value.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  }

  @Override
  public Optional<Token> token() {
    return Optional.ofNullable(token);
  }

  /** Where there is no value yet, or null, the new one says what type it is. */
  @Override
  public String written(String value) {
    var untyped = token == null || type == JsonToken.VALUE_NULL;
    var bare =
        isBoolean(value) && (untyped || type.isBoolean())
            || isNumber(value) && (untyped || type.isNumeric());
    return bare ? value : '"' + new String(escaped(value).getBytes(UTF_8), ISO_8859_1) + '"';
  }

  @Override
  public String with(String written) throws Malformed {
    if (token != null) {
      return content.substring(0, token.start()) + written + content.substring(token.end());
    }
    if (open < 0) {
      throw new Malformed("has no object into which it could be put");
    }
    return new Members(content).addedFirst(open, first, name() + ": " + written);
  }

  @Override
  public String without() throws Malformed {
    if (token != null && member < 0) {
      throw new Malformed("has it in a list, out of which nothing is taken");
    }
    return token == null ? content : new Members(content).removed(member, token.end());
  }

  private String name() {
    var name = escaped(path.get(path.size() - 1));
    return '"' + new String(name.getBytes(UTF_8), ISO_8859_1) + '"';
  }

  /** Follows the path from its part of that depth on, and leaves the parser after the value. */
  private void find(JsonParser parser, int depth) throws IOException, Malformed {
    if (depth == path.size()) {
      found(parser);
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      findInObject(parser, depth);
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      findInArray(parser, depth);
    }
  }

  /** Of members with the same name the last one counts, with all that is in it. */
  private void findInObject(JsonParser parser, int depth) throws IOException, Malformed {
    var last = depth == path.size() - 1;
    if (last) {
      open = offset(parser) + 1;
      first = -1;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var start = offset(parser);
      first = last && first < 0 ? start : first;
      var wanted = parser.currentName().equals(path.get(depth));
      parser.nextToken();
      if (wanted) {
        token = null;
        open = last ? open : -1;
        find(parser, depth + 1);
        member = last ? start : member;
      } else {
        parser.skipChildren();
      }
    }
  }

  private void findInArray(JsonParser parser, int depth) throws IOException, Malformed {
    for (var index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
      if (path.get(depth).equals(Integer.toString(index))) {
        member = -1;
        find(parser, depth + 1);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void found(JsonParser parser) throws IOException, Malformed {
    type = parser.currentToken();
    if (!type.isScalarValue()) {
      throw new Malformed("has no single value there, but an object or a list");
    }
    var start = offset(parser);
    token = new Token(start, end(start), parser.getText());
  }

  private static int offset(JsonParser parser) throws Malformed {
    var offset = parser.currentTokenLocation().getByteOffset();
    if (offset < 0) {
      throw new Malformed("is not in UTF-8");
    }
    return Math.toIntExact(offset);
  }

  private int end(int start) {
    var at = start + 1;
    if (content.charAt(start) == '"') {
      while (content.charAt(at) != '"') {
        at += content.charAt(at) == '\\' ? 2 : 1;
      }
      return at + 1;
    }
    while (at < content.length() && ",]} \t\r\n".indexOf(content.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
