package io.reinstate.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import io.reinstate.catalog.rule.CatalogFile;
import io.reinstate.catalog.rule.CatalogProblem;
import io.reinstate.catalog.rule.NearestNames;
import io.reinstate.catalog.rule.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Says what the validator found in the words of the catalog. What a schema wants is in its {@code
 * errorMessage}.
 */
final class SchemaWording {

  private static final List<String> UNQUOTED =
      List.of("a whole number", "a number", "true or false");

  private final CatalogFile file;
  private final JsonNode schema;

  SchemaWording(CatalogFile file, JsonNode schema) {
    this.file = file;
    this.schema = schema;
  }

  CatalogProblem problem(ValidationMessage message) {
    var section = section(message);
    return section.problem(
        switch (message.getType()) {
          case "additionalProperties" -> unknownKey(message);
          case "required" -> "The key " + message.getProperty() + " is missing.";
          case "type" -> wrongType(message);
          case "pattern" -> unlessSecret(section, message) + wanted(message);
          case "propertyNames" -> quoted(message.getProperty()) + ": " + wantedOfKeys(message);
          case "oneOf", "anyOf" -> wanted(message);
          case "minItems", "minLength" -> "This must not be empty.";
          default -> "This " + message.getError() + ".";
        });
  }

  /** Where the problem is: for a key that should not be there, at that key. */
  private Section section(ValidationMessage message) {
    var section = file.root();
    var path = message.getInstanceLocation();
    for (int i = 0; i < path.getNameCount(); i++) {
      section =
          path.getElement(i) instanceof Integer index
              ? section.items().toList().get(index)
              : section.at(path.getName(i));
    }
    var aboutKey = List.of("additionalProperties", "propertyNames").contains(message.getType());
    return aboutKey ? section.at(message.getProperty()) : section;
  }

  private String unknownKey(ValidationMessage message) {
    var known = parent(message).path("properties").properties();
    var keys = known.stream().map(Map.Entry::getKey).toList();
    return "There is no such key. " + NearestNames.of(message.getProperty(), keys);
  }

  private String wrongType(ValidationMessage message) {
    var names = Arrays.stream(message.getArguments()).map(SchemaWording::typeName).toList();
    var quotes = UNQUOTED.contains(names.get(0)) && names.get(1).equals("text");
    var hint = wanted(message).isEmpty() && quotes ? "Put it in quotes." : wanted(message);
    return "This is %s and must be %s. %s".formatted(names.get(0), names.get(1), hint).strip();
  }

  private static String typeName(Object type) {
    return switch (type.toString()) {
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "object" -> "a map of keys";
      case "array" -> "a list";
      case "null" -> "empty";
      default -> type.toString();
    };
  }

  /** What stands where a secret's reference should may be the secret. */
  private static String unlessSecret(Section section, ValidationMessage message) {
    var secret = message.getInstanceLocation().contains("secrets");
    return secret ? "" : section.text().map(text -> quoted(text) + ": ").orElse("");
  }

  private String wanted(ValidationMessage message) {
    return parent(message).path("errorMessage").asText();
  }

  private String wantedOfKeys(ValidationMessage message) {
    var names = parent(message).path("propertyNames");
    var rule = names.has("$ref") ? schema.at(names.path("$ref").asText().substring(1)) : names;
    return rule.path("errorMessage").asText();
  }

  private JsonNode parent(ValidationMessage message) {
    return at(message.getSchemaLocation().getFragment());
  }

  private JsonNode at(JsonNodePath keyword) {
    var node = schema;
    for (int i = 0; i < keyword.getNameCount() - 1; i++) {
      node =
          keyword.getElement(i) instanceof Integer index
              ? node.path(index)
              : node.path(keyword.getName(i));
    }
    return node;
  }

  private static String quoted(String text) {
    return "«" + text + "»";
  }
}
