package io.reinstate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Reinstate keeps of an application while it acts there.
 *
 * @param state what is noted
 */
record WorkArea(Path home, Path state) {

  private static final List<String> FINISHED = List.of("CONFIRMED", "REVERTED");

  /** What a step keeps there for its way back, and gives up. */
  private static final List<String> WAYS_BACK = List.of("databases", "migrations", "toggles");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Path path() {
    return state.resolve("exchanges");
  }

  /** What exchanges keep to be renamed. */
  private Path files() {
    return home.resolveSibling("." + home.getFileName() + ".reinstate");
  }

  /** The names of its exchanges. */
  List<String> exchanges() {
    return names(path());
  }

  /** The acts that have changes which are neither confirmed nor given up, with their stage. */
  List<String> unfinishedActs() {
    return names(state.resolve("changes")).stream()
        .filter(file -> file.endsWith(".json") && !file.startsWith("."))
        .map(
            file ->
                file + " is " + json(state.resolve("changes").resolve(file)).path("stage").asText())
        .filter(told -> !told.endsWith(" CONFIRMED") && !told.endsWith(" GIVEN_UP"))
        .toList();
  }

  /** How far an exchange is, from its journal; empty when it has none. */
  private String stateOf(String exchange) {
    return json(path().resolve(exchange).resolve("journal.json")).path("state").asText();
  }

  /** What is wrong with an exchange that should be finished, with nothing left but its journal. */
  List<String> complaints(String exchange) {
    var left = names(path().resolve(exchange));
    return FINISHED.contains(stateOf(exchange))
            && left.equals(List.of("journal.json"))
            && !Files.exists(files().resolve(exchange))
        ? List.of()
        : List.of("Exchange %s is «%s» and left %s".formatted(exchange, stateOf(exchange), left));
  }

  /** Files that steps kept for a way back, and should have given up. */
  List<Path> leftovers() {
    return Stream.concat(
            WAYS_BACK.stream().map(state::resolve),
            Stream.of(home.resolve("db/.orders.db.reinstate")))
        .filter(Files::isDirectory)
        .flatMap(WorkArea::files)
        .filter(file -> !file.endsWith("lock"))
        .toList();
  }

  private static Stream<Path> files(Path directory) {
    try (var paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names in a directory that may be absent. */
  static List<String> names(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in a file; missing when that cannot be read. */
  static JsonNode json(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
