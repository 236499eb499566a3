package io.reinstate.catalog.rule;

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
public final class Section {

  private final CatalogFile file;
  private final Path source;
  private final String path;
  private final String key;
  private final JsonNode node;
  private final int line;

  private Section(Section parent, CatalogFile file, String path, String key, JsonNode node) {
    this.file = file;
    var located = node instanceof JsonLocationAware || parent == null;
    this.source = located ? file.borrowed().getOrDefault(node, file.path()) : parent.source;
    this.path = path;
    this.key = key;
    this.node = node;
    this.line =
        node instanceof JsonLocationAware here
            ? here.tokenLocation().getLineNr()
            : parent == null ? 0 : parent.line;
  }

  static Section root(CatalogFile file) {
    return new Section(null, file, "", "", file.tree());
  }

  /** The value of a key. */
  public Section at(String name) {
    var child = node.isObject() ? node.path(name) : MissingNode.getInstance();
    return new Section(this, file, path.isEmpty() ? name : path + "." + name, name, child);
  }

  /** The values of all keys. */
  Stream<Section> entries() {
    return node.properties().stream().map(entry -> at(entry.getKey()));
  }

  /** The items of a list. */
  public Stream<Section> items() {
    return node.isArray() ? IntStream.range(0, node.size()).mapToObj(this::item) : Stream.empty();
  }

  private Section item(int index) {
    return new Section(this, file, path + "[" + index + "]", "" + index, node.get(index));
  }

  boolean exists() {
    return !node.isMissingNode();
  }

  /** The key it stands under. */
  String key() {
    return key;
  }

  public Optional<String> text() {
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

  /** What is wrong with what is written here. */
  public CatalogProblem problem(String what) {
    return new CatalogProblem(source, line, path, what, false);
  }

  /** What this machine lacks of what is written here: it may be right elsewhere, or later. */
  CatalogProblem ofMachine(String what) {
    return new CatalogProblem(source, line, path, what, true);
  }
}
