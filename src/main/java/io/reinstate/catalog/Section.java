package io.reinstate.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.serialization.node.JsonLocationAware;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A place in a file of the catalog, with what stands there. It expects nothing: what is missing or
 * of another type is simply not there, so that rules can look at files the schema refuses.
 */
final class Section {

  private final CatalogFile file;
  private final String path;
  private final String key;
  private final JsonNode node;
  private final int line;

  private Section(CatalogFile file, String path, String key, JsonNode node, int lineOfParent) {
    this.file = file;
    this.path = path;
    this.key = key;
    this.node = node;
    this.line =
        node instanceof JsonLocationAware located
            ? located.tokenLocation().getLineNr()
            : lineOfParent;
  }

  static Section root(CatalogFile file) {
    return new Section(file, "", "", file.tree(), 0);
  }

  /** The value of a key. */
  Section at(String name) {
    var child = node.isObject() ? node.path(name) : MissingNode.getInstance();
    return new Section(file, path.isEmpty() ? name : path + "." + name, name, child, line);
  }

  /** The values of all keys. */
  Stream<Section> entries() {
    return node.properties().stream().map(entry -> at(entry.getKey()));
  }

  /** The items of a list. */
  Stream<Section> items() {
    return node.isArray() ? IntStream.range(0, node.size()).mapToObj(this::item) : Stream.empty();
  }

  private Section item(int index) {
    return new Section(file, path + "[" + index + "]", "" + index, node.get(index), line);
  }

  boolean exists() {
    return !node.isMissingNode();
  }

  /** The key it stands under. */
  String key() {
    return key;
  }

  Optional<String> text() {
    return Optional.ofNullable(node.textValue());
  }

  /** Whether it is written as true; nothing and anything else is not. */
  boolean isTrue() {
    return node.isBoolean() && node.booleanValue();
  }

  Optional<BigDecimal> number() {
    return node.isNumber() ? Optional.of(node.decimalValue()) : Optional.empty();
  }

  /** The text as a path, as it is written. */
  Optional<Path> path() {
    try {
      return text().map(Path::of);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  CatalogFile file() {
    return file;
  }

  CatalogProblem problem(String what) {
    return new CatalogProblem(file.path(), line, path, what);
  }
}
