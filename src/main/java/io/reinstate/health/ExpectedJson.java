package io.reinstate.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What a JSON answer must hold.
 *
 * @param values expected values as text, by JSON pointer (RFC 6901)
 */
record ExpectedJson(Map<String, String> values) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The first thing that is not as expected. */
  Optional<String> complaint(CappedBody.Content body) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (!body.whole()) {
      return Optional.of("the answer is longer than 1 MiB, expected a short JSON document");
    }
    try {
      return complaint(JSON.readTree(body.bytes()));
    } catch (IOException e) {
      return Optional.of("the answer is not JSON");
    }
  }

  private Optional<String> complaint(JsonNode answer) {
    return values.entrySet().stream()
        .filter(expected -> !text(answer.at(expected.getKey())).equals(expected.getValue()))
        .map(expected -> complaint(expected.getKey(), answer, expected.getValue()))
        .findFirst();
  }

  private static String complaint(String pointer, JsonNode answer, String expected) {
    var found = answer.at(pointer);
    var is = found.isMissingNode() ? "is missing" : "is " + Finding.quote(text(found));
    return pointer + " " + is + ", expected " + Finding.quote(expected);
  }

  private static String text(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText();
  }
}
