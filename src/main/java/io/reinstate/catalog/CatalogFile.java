package io.reinstate.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;

/** One parsed file of the catalog; its keys and values are not checked yet. */
record CatalogFile(Path path, ObjectNode tree) {

  static final String EXTENSION = ".yaml";

  /** The name the application must have. */
  String name() {
    var name = path.getFileName().toString();
    return name.substring(0, name.length() - EXTENSION.length());
  }

  /** The home directory, absolute; nothing where the file names none. It may not exist. */
  Optional<Path> home() {
    return root().at("home").path().map(home -> path.getParent().resolve(home).normalize());
  }

  Section root() {
    return Section.root(this);
  }
}
