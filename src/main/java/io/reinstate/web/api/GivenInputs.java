package io.reinstate.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Input;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.Runbooks;
import io.reinstate.rollback.Startable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a request gives a runbook: each value of the kind that the runbook declares. */
final class GivenInputs implements Given {

  private final Map<String, Object> values = new HashMap<>();

  private GivenInputs() {}

  /**
   * Reads the body of a request.
   *
   * @throws UnreadableInput when a value is of another kind, or no runbook takes a key
   * @throws RequestRefused when this one does not take a key: nobody means it to be passed over
   */
  static GivenInputs read(ObjectNode body, Startable startable, Runbooks runbooks) {
    var given = new GivenInputs();
    var inputs = runbooks.inputs();
    var foreign = new TreeSet<String>();
    body.fields()
        .forEachRemaining(
            field -> {
              var name = field.getKey();
              var known = inputs.get(name);
              if (known == null) {
                throw UnreadableInput.unknown(name, inputs.keySet());
              }
              if (!field.getValue().isNull()) {
                given.values.put(name, value(known, field.getValue()));
                foreign.add(name);
              }
            });
    startable.inputNames().forEach(foreign::remove);
    if (!foreign.isEmpty()) {
      throw new RequestRefused(
          "«%s» takes no «%s»".formatted(startable.id(), String.join("», «", foreign)),
          "inputs of the runbook",
          "It takes: " + String.join(", ", startable.inputNames()) + ".");
    }
    return given;
  }

  private static Object value(Input<?> input, JsonNode given) {
    return switch (input.kind()) {
      case TEXT -> text(input.name(), given);
      case FLAG -> {
        if (!given.isBoolean()) {
          throw UnreadableInput.not("true or false", input.name());
        }
        yield given.booleanValue();
      }
      case LIST -> {
        if (!given.isArray()) {
          throw UnreadableInput.not("a list", input.name());
        }
        yield IntStream.range(0, given.size())
            .mapToObj(index -> text(input.name() + ".[" + index + "]", given.get(index)))
            .collect(Collectors.joining(","));
      }
    };
  }

  private static String text(String place, JsonNode given) {
    if (!given.isTextual()) {
      throw UnreadableInput.not("a text", place);
    }
    return given.textValue();
  }

  @Override
  public <T> Optional<T> find(Input<T> input) {
    return Optional.ofNullable(values.get(input.name())).map(input::read);
  }

  /** As the variables of a process, by name. */
  Map<String, Object> variables() {
    return Map.copyOf(values);
  }
}
