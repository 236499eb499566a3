package io.reinstate.toggle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * One YAML document in UTF-8; the parser's marks say where a value stands. Anchors, aliases, tags
 * and block scalars on the way are refused: what changes there would change elsewhere too.
 */
final class YamlDocument implements Document {

  private static final int LONGEST = 16 * 1024 * 1024;
  private static final Resolver RESOLVER = new Resolver();

  /** Text that needs no quotes wherever it stands, unless it means something else than text. */
  private static final Pattern PLAIN = Pattern.compile("-?[A-Za-z0-9_][A-Za-z0-9_./-]*");

  private final String content;
  private final String text;
  private final List<String> path;
  private Iterator<Event> events;
  private Event event;
  private ScalarEvent value;
  private MappingStartEvent parent;
  private Event firstKey;
  private Event key;
  private boolean inList;
  private boolean merged;

  private YamlDocument(String content, String text, List<String> path) {
    this.content = content;
    this.text = text;
    this.path = path;
  }

  static YamlDocument read(String content, String pointer) throws Malformed {
    var document = new YamlDocument(content, decoded(content), Pointer.names(pointer));
    try {
      document.read();
      return document;
    } catch (YAMLException e) {
      throw new Malformed("is not YAML: " + e.getMessage().lines().findFirst().orElse(""));
    }
  }

  private static String decoded(String content) throws Malformed {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(content.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("is not in UTF-8");
    }
  }

  @Override
  public Optional<Token> token() {
    return Optional.ofNullable(value)
        .map(
            found ->
                new Token(
                    offset(found.getStartMark()), offset(found.getEndMark()), found.getValue()));
  }

  /**
   * In the quotes of what stands there. Without quotes the new value must mean the same type; where
   * there is no value yet, or null, it says itself what type it is.
   */
  @Override
  public String written(String wanted) {
    var style = value == null ? ScalarStyle.PLAIN : value.getScalarStyle();
    if (style == ScalarStyle.SINGLE_QUOTED) {
      return utf8("'" + wanted.replace("'", "''") + "'");
    }
    var plain = style == ScalarStyle.PLAIN && PLAIN.matcher(wanted).matches() && fits(wanted);
    return plain ? wanted : utf8('"' + JsonDocument.escaped(wanted) + '"');
  }

  private boolean fits(String wanted) {
    var before = value == null ? Tag.NULL : tag(value.getValue());
    return tag(wanted).equals(before) || tag(wanted).equals(Tag.STR) || before.equals(Tag.NULL);
  }

  private static Tag tag(String plain) {
    return RESOLVER.resolve(NodeId.scalar, plain, true);
  }

  @Override
  public String with(String written) throws Malformed {
    if (merged) {
      throw new Malformed("takes it from a merge key (<<), which may not be changed");
    }
    var token = token();
    if (token.isPresent()) {
      var empty = token.get().start() == token.get().end() && !written.isEmpty();
      return content.substring(0, token.get().start())
          + (empty ? " " : "")
          + written
          + content.substring(token.get().end());
    }
    if (parent == null) {
      throw new Malformed("has no map into which it could be put");
    }
    return added(utf8(writtenKey()) + ": " + written);
  }

  private String added(String entry) throws Malformed {
    var open = offset(parent.getStartMark()) + 1;
    if (parent.isFlow()) {
      var first = firstKey == null ? -1 : offset(firstKey.getStartMark());
      return new Members(content).addedFirst(open, first, entry);
    }
    var at = offset(firstKey.getStartMark());
    var indent = " ".repeat(firstKey.getStartMark().getColumn());
    return content.substring(0, at)
        + entry
        + Lines.separator(content)
        + indent
        + content.substring(at);
  }

  @Override
  public String without() throws Malformed {
    if (value == null) {
      return content;
    }
    if (inList) {
      throw new Malformed("has it in a list, out of which nothing is taken");
    }
    var start = offset(key.getStartMark());
    var end = offset(value.getEndMark());
    if (parent.isFlow()) {
      return new Members(content).removed(start, end);
    }
    var line = start - key.getStartMark().getColumn();
    if (!content.substring(line, start).isBlank()) {
      throw new Malformed("has it on a line with other things, out of which nothing is taken");
    }
    return Lines.remove(content, line, Lines.end(content, end));
  }

  private String writtenKey() {
    var name = path.get(path.size() - 1);
    var plain = PLAIN.matcher(name).matches() && tag(name).equals(Tag.STR);
    return plain ? name : '"' + JsonDocument.escaped(name) + '"';
  }

  private void read() throws Malformed {
    var options = new LoaderOptions();
    options.setCodePointLimit(LONGEST);
    events = new Yaml(new SafeConstructor(options)).parse(new StringReader(text)).iterator();
    var documents = 0;
    while (events.hasNext()) {
      if (next() instanceof DocumentStartEvent && ++documents == 1) {
        next();
        find(0);
      }
    }
    if (documents > 1) {
      throw new Malformed("holds several documents");
    }
  }

  private Event next() {
    event = events.next();
    return event;
  }

  /** Follows the path from its part of that depth on; leaves the last event of the value. */
  private void find(int depth) throws Malformed {
    if (event instanceof AliasEvent) {
      throw new Malformed("has an alias on the way there; write its value out");
    }
    if (depth == path.size()) {
      found();
    } else if (event instanceof MappingStartEvent mapping) {
      findInMapping(mapping, depth);
    } else if (event instanceof SequenceStartEvent) {
      findInSequence(depth);
    }
  }

  private void findInMapping(MappingStartEvent mapping, int depth) throws Malformed {
    var last = depth == path.size() - 1;
    parent = last ? mapping : parent;
    firstKey = last ? null : firstKey;
    while (!(next() instanceof CollectionEndEvent)) {
      var name = event;
      firstKey = last && firstKey == null ? name : firstKey;
      skip();
      next();
      if (named(name, path.get(depth))) {
        forget(last);
        key = name;
        find(depth + 1);
      } else {
        merged |= named(name, "<<") && value == null;
        skip();
      }
    }
    merged &= value == null;
  }

  private static boolean named(Event key, String name) {
    return key instanceof ScalarEvent scalar && scalar.getValue().equals(name);
  }

  /** Of keys with the same name the last one counts. */
  private void forget(boolean last) {
    value = null;
    inList = false;
    parent = last ? parent : null;
  }

  private void findInSequence(int depth) throws Malformed {
    for (var index = 0; !(next() instanceof CollectionEndEvent); index++) {
      if (path.get(depth).equals(Integer.toString(index))) {
        find(depth + 1);
        inList = depth == path.size() - 1;
      } else {
        skip();
      }
    }
  }

  /** Leaves the last event of what begins with the present one. */
  private void skip() {
    var open = 0;
    do {
      open += event instanceof CollectionStartEvent ? 1 : 0;
      open -= event instanceof CollectionEndEvent ? 1 : 0;
      if (open > 0) {
        next();
      }
    } while (open > 0);
  }

  private void found() throws Malformed {
    if (!(event instanceof ScalarEvent scalar)) {
      throw new Malformed("has no single value there, but a map or a list");
    }
    if (scalar.getAnchor() != null || scalar.getTag() != null) {
      throw new Malformed("has an anchor or a tag there; write the value without");
    }
    var style = scalar.getScalarStyle();
    if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
      throw new Malformed("has a block of text there; write it on one line");
    }
    value = scalar;
  }

  /** Marks count characters of the text, contents bytes. */
  private int offset(Mark mark) {
    var end = text.offsetByCodePoints(0, mark.getIndex());
    return text.substring(0, end).getBytes(UTF_8).length;
  }

  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
