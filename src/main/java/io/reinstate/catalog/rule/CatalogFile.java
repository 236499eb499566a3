package io.reinstate.catalog.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One parsed file of the catalog, with the shared parts it extends; its keys and values are not
 * checked yet.
 *
 * @param borrowed which of the values stand in which other file
 */
public record CatalogFile(Path path, ObjectNode tree, Map<JsonNode, Path> borrowed) {

  public static final String EXTENSION = ".yaml";

  /** A file that extends nothing. */
  public CatalogFile(Path path, ObjectNode tree) {
    this(path, tree, new IdentityHashMap<>());
  }

  /** The name the application must have. */
  public String name() {
    return name(path);
  }

  /** The name of the application that a file should be of. */
  public static String name(Path file) {
    return file.getFileName().toString().replaceAll("\\.ya?ml$", "");
  }

  /** The home directory, absolute; nothing where the file names none. It may not exist. */
  public Optional<Path> home() {
    return root().at("home").path().map(home -> path.getParent().resolve(home).normalize());
  }

  public Section root() {
    return Section.root(this);
  }
}
