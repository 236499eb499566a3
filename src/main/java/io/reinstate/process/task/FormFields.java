package io.reinstate.process.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.reinstate.storage.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** What a task's form asks for, and what it shows: read from its file, the one list of both. */
@Component
public class FormFields {

  private static final Pattern SHOWN = Pattern.compile("\\{\\{(\\w+)}}");

  private final Map<String, JsonNode> forms = new ConcurrentHashMap<>();

  /** The variables whoever completes a task with that form may bring. */
  Set<String> answers(String form) {
    return asked(form)
        .map(component -> component.path("key").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The fields that somebody may fill in, in the order of the form. */
  Stream<JsonNode> asked(String form) {
    return components(form)
        .filter(component -> !component.path("disabled").asBoolean())
        .filter(component -> !component.path("key").asText().isEmpty());
  }

  /** The variables that its texts show, and whether each is a paragraph of its own. */
  Map<String, Boolean> shown(String form) {
    return components(form)
        .map(component -> component.path("text").asText())
        .flatMap(
            text ->
                SHOWN
                    .matcher(text)
                    .results()
                    .map(found -> Map.entry(found.group(1), isAlone(text, found))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Boolean::logicalAnd));
  }

  private static boolean isAlone(String text, MatchResult found) {
    return (found.start() == 0 || text.startsWith("\n\n", found.start() - 2))
        && (found.end() == text.length() || text.startsWith("\n\n", found.end()));
  }

  private Stream<JsonNode> components(String form) {
    return StreamSupport.stream(
        forms.computeIfAbsent(form, this::read).path("components").spliterator(), false);
  }

  private JsonNode read(String form) {
    var file = new ClassPathResource("forms/" + form + ".form");
    try (var content = file.getInputStream()) {
      return Json.MAPPER.readTree(content);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
