package io.reinstate.engine;

import io.reinstate.rollback.Input;
import java.util.Optional;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * A process variable with a name and a type. Variables hold ids and scalars; larger things are kept
 * once and referenced.
 *
 * @param <T> what the steps work with; the engine stores its text, or the value itself for booleans
 */
public final class Variable<T> {

  private final String name;
  private final Function<Object, T> read;
  private final Function<T, Object> write;

  private Variable(String name, Function<Object, T> read, Function<T, Object> write) {
    this.name = name;
    this.read = read;
    this.write = write;
  }

  public static Variable<String> text(String name) {
    return new Variable<>(name, Object::toString, Variable::atMost4000);
  }

  public static Variable<Boolean> flag(String name) {
    return new Variable<>(name, value -> Boolean.valueOf(value.toString()), value -> value);
  }

  public static <T> Variable<T> of(String name, Function<String, T> parse) {
    return new Variable<>(name, value -> parse.apply(value.toString()), Object::toString);
  }

  /** The variable that a start sets for an input. */
  public static <T> Variable<T> of(Input<T> input) {
    return new Variable<>(
        input.name(),
        input::read,
        input.kind() == Input.Kind.FLAG ? value -> value : value -> atMost4000(value.toString()));
  }

  /** The engine's limit for a text variable. */
  private static String atMost4000(String text) {
    return text.length() <= 4000 ? text : text.substring(0, 3999) + "…";
  }

  public String name() {
    return name;
  }

  /** The value; empty when unset, null or blank, as an empty form field is. */
  public Optional<T> find(VariableScope scope) {
    return Optional.ofNullable(scope.getVariable(name))
        .filter(value -> !value.toString().isBlank())
        .map(read);
  }

  public T get(VariableScope scope) {
    return find(scope).orElseThrow(() -> new MissingInput(name));
  }

  public void set(VariableScope scope, T value) {
    scope.setVariable(name, value == null ? null : write.apply(value));
  }

  @Override
  public String toString() {
    return name;
  }
}
