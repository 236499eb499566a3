package io.reinstate.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.Layout;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.catalog.rule.CatalogFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes an {@link Application} of a file without problems. A key of the file is a component of a
 * record; what is left out is filled in before, from the schema.
 */
final class CatalogBinding {

  private final CatalogSchema schema;
  private final ObjectMapper mapper =
      JsonMapper.builder().addModules(new Jdk8Module(), new CatalogValues()).build();

  CatalogBinding(CatalogSchema schema) {
    this.schema = schema;
  }

  /**
   * Everything that is known of the application, as JSON.
   *
   * @param state holds one directory per application, for what is under way
   */
  String describe(CatalogFile file, Path state) {
    var tree = schema.complete(file.tree());
    tree.remove(SharedParts.EXTENDS);
    tree.put("home", file.home().orElseThrow().toString());
    tree.put("workDirectory", state.resolve(tree.path("application").asText()).toString());
    tree.put("user", file.root().at("user").text().orElseGet(() -> SystemUser.own().name()));
    if (tree.has("layout")) {
      manageLink(tree.withArray("/files/include"));
    }
    tree.path("services").properties().forEach(s -> nameLog(s.getValue(), s.getKey()));
    nameLog(tree.path("minimal"), "minimal");
    return tree.toString();
  }

  /**
   * The application of a description; one that an earlier version wrote may lack keys with a
   * default.
   *
   * @throws NotDescribed when there is none like it here
   */
  Application bind(String description) {
    var name = "that was kept";
    try {
      var tree = schema.complete((ObjectNode) mapper.readTree(description));
      name = tree.path("application").asText();
      return mapper
          .readerFor(Application.class)
          .withAttribute(CatalogValues.HOME, Path.of(tree.path("home").asText()))
          .readValue(tree);
    } catch (IOException e) {
      throw new NotDescribed(name, e);
    }
  }

  /** Where releases are kept side by side, going back moves the link. */
  private static void manageLink(ArrayNode include) {
    if (include.valueStream().noneMatch(each -> Layout.CURRENT.equals(each.textValue()))) {
      include.add(Layout.CURRENT);
    }
  }

  /** The only default that depends on where it stands. */
  private static void nameLog(JsonNode service, String name) {
    if (service.path("supervised") instanceof ObjectNode supervised && !supervised.has("log")) {
      supervised.put("log", "log/" + name + ".log");
    }
  }

  ObjectMapper mapper() {
    return mapper;
  }
}
