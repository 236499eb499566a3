package io.reinstate.web.gate;

import io.reinstate.web.Who;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;

/**
 * The list of what the engine can be told from outside: {@code engine-commands.txt}, which explains
 * itself. What is not on it is refused, whoever asks.
 */
final class EngineCommands {

  static final EngineCommands ALLOWED = read("engine-commands.txt");

  private static final int COLUMNS = 4;

  private final Map<String, EngineCommand> byName;

  private EngineCommands(Map<String, EngineCommand> byName) {
    this.byName = Map.copyOf(byName);
  }

  Optional<EngineCommand> find(String method, String template) {
    return Optional.ofNullable(byName.get(method + " " + template));
  }

  private static EngineCommands read(String resource) {
    var keys = new LinkedHashMap<String, Set<String>>();
    var commands = new LinkedHashMap<String, EngineCommand>();
    try {
      var text = new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
      text.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(line -> add(line, keys, commands));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
    return new EngineCommands(commands);
  }

  /** A line names keys ({@code keys task = assignee, name}), or is a command. */
  private static void add(
      String line, Map<String, Set<String>> named, Map<String, EngineCommand> commands) {
    if (line.startsWith("keys ")) {
      var parts = line.substring("keys ".length()).split("=", 2);
      named.put(parts[0].strip(), keys(parts[1], named));
      return;
    }
    var columns = line.split("\\s+", COLUMNS + 1);
    if (columns.length < COLUMNS) {
      throw new IllegalStateException("engine-commands.txt, «" + line + "»: a column is missing");
    }
    var command =
        new EngineCommand(
            Who.valueOf(columns[0].toUpperCase()),
            columns[1],
            columns[2],
            EngineBody.valueOf(columns[3].toUpperCase()),
            columns.length > COLUMNS ? keys(columns[COLUMNS], named) : Set.of());
    if (commands.put(command.name(), command) != null) {
      throw new IllegalStateException("engine-commands.txt has " + command.name() + " twice");
    }
  }

  private static Set<String> keys(String list, Map<String, Set<String>> named) {
    var keys = new HashSet<String>();
    Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(key -> !key.isEmpty())
        .forEach(
            key -> {
              if (key.startsWith("<")) {
                keys.addAll(named.get(key.substring(1, key.length() - 1)));
              } else {
                keys.add(key);
              }
            });
    return keys;
  }
}
