package io.reinstate.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.reinstate.host.SecretMask;
import io.reinstate.storage.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What a JSON answer must hold.
 *
 * @param values expected values as text, by JSON pointer (RFC 6901)
 */
record ExpectedJson(Map<String, String> values) {

  /** The first thing that is not as expected. */
  Optional<String> complaint(CappedBody.Content body, SecretMask mask) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (!body.whole()) {
      return Optional.of("the answer is longer than 1 MiB, expected a short JSON document");
    }
    try {
      return complaint(Json.MAPPER.readTree(body.bytes()), mask);
    } catch (IOException e) {
      return Optional.of("the answer is not JSON");
    }
  }

  private Optional<String> complaint(JsonNode answer, SecretMask mask) {
    return values.entrySet().stream()
        .filter(expected -> !text(answer.at(expected.getKey())).equals(expected.getValue()))
        .map(expected -> complaint(expected, answer, mask))
        .findFirst();
  }

  private static String complaint(
      Map.Entry<String, String> expected, JsonNode answer, SecretMask mask) {
    var found = answer.at(expected.getKey());
    var is = found.isMissingNode() ? "missing" : Finding.quote(mask.apply(text(found)));
    return expected.getKey() + " is " + is + ", expected " + Finding.quote(expected.getValue());
  }

  private static String text(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText();
  }
}
