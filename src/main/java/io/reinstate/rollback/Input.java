package io.reinstate.rollback;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reinstate.storage.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Something a runbook is given when it starts. It is declared once: the API takes and checks it,
 * the start form offers its choices, and the process has a variable of its name.
 *
 * @param name as the API, the form and the variable have it
 * @param kind what is written in JSON
 * @param parse reads a value from its text; refuses what is none
 * @param about what it is, for the description of the API
 * @param choices what people choose it from; empty where they write it
 * @param <T> what the steps work with
 */
public record Input<T>(
    String name, Kind kind, Function<String, T> parse, String about, Optional<Choices> choices) {

  /** What is written in JSON. */
  public enum Kind {
    TEXT,
    FLAG,
    /** A list of texts. */
    LIST
  }

  static <T> Input<T> text(String name, Function<String, T> parse, String about) {
    return new Input<>(name, Kind.TEXT, parse, about, Optional.empty());
  }

  static Input<Boolean> flag(String name, String about) {
    return new Input<>(name, Kind.FLAG, Boolean::valueOf, about, Optional.empty());
  }

  static <T> Input<List<T>> list(String name, Function<String, T> parse, String about) {
    return new Input<>(
        name, Kind.LIST, text -> texts(text).map(parse).toList(), about, Optional.empty());
  }

  /** The same input, chosen from these. */
  public Input<T> from(Choices other) {
    return new Input<>(name, kind, parse, about, Optional.of(other));
  }

  /** The value, as a form or a script gave it. */
  public T read(Object given) {
    return parse.apply(given.toString());
  }

  /**
   * The texts of a list, each once: a JSON list, as a form gives it, or texts between commas.
   *
   * @throws RequestRefused when it begins as a JSON list and is none
   */
  public static Stream<String> texts(String list) {
    return read(list).map(String::strip).filter(text -> !text.isEmpty()).distinct();
  }

  private static Stream<String> read(String list) {
    if (!list.strip().startsWith("[")) {
      return Arrays.stream(list.split(","));
    }
    try {
      return Arrays.stream(Json.MAPPER.readValue(list, String[].class));
    } catch (JsonProcessingException e) {
      throw new RequestRefused(
          "«" + list + "» is no list", "start variables", "Write [\"one\",\"other\"].");
    }
  }
}
