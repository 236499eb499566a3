package io.reinstate.web.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The values that a start or a task is given: texts, numbers, truth values, nothing. Of anything
 * else the engine would make an object of a class that the caller names.
 *
 * <p>Tasklist sends what is ticked in a checklist as {@code Json}. It becomes a text: a step reads
 * it itself, and the engine needs no library for it.
 */
final class EngineValues {

  private static final String VARIABLES = "variables";
  private static final String JSON = "Json";
  private static final String TEXT = "String";
  private static final Set<String> OF_A_VALUE = Set.of("value", "type", "valueInfo");
  private static final Set<String> TYPES =
      Set.of(TEXT, "Boolean", "Integer", "Long", "Double", "Null");

  private final EngineCommand command;

  EngineValues(EngineCommand command) {
    this.command = command;
  }

  void check(ObjectNode body) {
    for (var entry : body.properties()) {
      if (entry.getKey().equals(VARIABLES)) {
        variables(entry.getValue());
      } else if (entry.getValue().isContainerNode()) {
        throw refused("«%s» is no scalar".formatted(entry.getKey()));
      }
    }
  }

  private void variables(JsonNode variables) {
    if (variables.isNull()) {
      return;
    }
    if (!variables.isObject()) {
      throw refused("«variables» is no JSON object");
    }
    for (var variable : variables.properties()) {
      if (!(variable.getValue() instanceof ObjectNode value)) {
        throw refused("«%s» has no «value»".formatted(variable.getKey()));
      }
      check(variable.getKey(), value);
    }
  }

  private void check(String name, ObjectNode variable) {
    variable
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!OF_A_VALUE.contains(key)) {
                throw refused("«%s» of «%s» is not taken".formatted(key, name));
              }
            });
    var info = variable.path("valueInfo");
    if (!info.isMissingNode() && !info.isEmpty()) {
      throw refused("«valueInfo» of «%s» is not taken".formatted(name));
    }
    // A null there is read as well, and means nothing.
    variable.remove("valueInfo");
    var type = type(name, variable.path("type"));
    var value = variable.path("value");
    if (!isScalar(value)) {
      throw refused("The value of «%s» is no text, number or truth value".formatted(name));
    }
    if (type.equals(JSON)) {
      require(name, value, each -> each.isTextual() || each.isNull());
      variable.put("type", TEXT);
    } else if (type.equals(TEXT)) {
      require(name, value, each -> each.isTextual() || each.isNull());
    }
  }

  private String type(String name, JsonNode type) {
    if (type.isMissingNode() || type.isNull()) {
      return "";
    }
    var text = type.isTextual() && !type.asText().isEmpty() ? type.asText() : "?";
    var proper = Character.toUpperCase(text.charAt(0)) + text.substring(1);
    if (!TYPES.contains(proper) && !proper.equals(JSON)) {
      throw refused("«%s» is of type %s".formatted(name, type));
    }
    return proper;
  }

  /** Numbers beyond these the engine would keep as objects. */
  private static boolean isScalar(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || value.isTextual()
        || value.isBoolean()
        || (value.isIntegralNumber() && value.canConvertToLong())
        || value.isDouble();
  }

  private void require(String name, JsonNode value, Predicate<JsonNode> fits) {
    if (!value.isMissingNode() && !fits.test(value)) {
      throw refused("The value of «%s» is no text".formatted(name));
    }
  }

  private NotAllowed refused(String what) {
    return NotAllowed.content(
        command, what, "Values are of type String, Boolean, Integer, Long, Double or Null.");
  }
}
