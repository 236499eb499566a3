package io.reinstate.web.gate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reinstate.web.limit.UnacceptableBody;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.identity.Authentication;

/**
 * Reads the body of a command, refuses what it may not hold, and writes it anew: what the engine
 * reads is what was looked at, byte for byte, whatever a caller sent.
 */
final class EngineBodies {

  /** Bytes. */
  static final int LARGEST = 1 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What is inside of a query: a variable looked for, or how the answer is sorted. */
  private static final Set<String> IN_QUERIES =
      Set.of("name", "operator", "value", "sortBy", "sortOrder", "parameters", "variable", "type");

  private static final int MOST_RETRIES = 3;

  private final EngineCommand command;
  private final ManagementService jobs;
  private final Optional<Authentication> person;
  private final Set<String> inQueries;

  EngineBodies(EngineCommand command, ManagementService jobs, Optional<Authentication> person) {
    this.command = command;
    this.jobs = jobs;
    this.person = person;
    this.inQueries =
        Stream.concat(IN_QUERIES.stream(), command.keys().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Leaves the request with the body that may be read. */
  void check(ContainerRequestContext request) {
    switch (command.body()) {
      case NONE -> request.setEntityStream(InputStream.nullInputStream());
      case FORM -> request.setEntityStream(new ByteArrayInputStream(bytes(request)));
      default -> rewrite(request);
    }
  }

  private void rewrite(ContainerRequestContext request) {
    var bytes = bytes(request);
    if (bytes.length == 0) {
      request.setEntityStream(InputStream.nullInputStream());
      return;
    }
    requireJson(request.getMediaType());
    var body = object(bytes);
    requireKnown(body, command.keys());
    switch (command.body()) {
      case VARIABLES -> new EngineValues(command).check(body);
      case QUERY -> body.forEach(this::requireFound);
      case CLAIM -> requireOwn(body);
      case RETRIES -> requireFailed(request.getUriInfo().getPathParameters().getFirst("id"), body);
      default -> body.forEach(this::requirePlain);
    }
    request.setEntityStream(new ByteArrayInputStream(written(body)));
    request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8");
  }

  private byte[] bytes(ContainerRequestContext request) {
    try {
      var bytes = request.getEntityStream().readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw NotAllowed.size(command, LARGEST);
      }
      return bytes;
    } catch (UnacceptableBody e) {
      throw NotAllowed.read(command, e);
    } catch (IOException e) {
      throw new UncheckedIOException("The body of " + command.name() + " cannot be read", e);
    }
  }

  private void requireJson(MediaType type) {
    var charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
    if (type == null
        || !type.getType().equalsIgnoreCase("application")
        || !type.getSubtype().equalsIgnoreCase("json")
        || (charset != null && !charset.equalsIgnoreCase(StandardCharsets.UTF_8.name()))) {
      throw NotAllowed.type(command, String.valueOf(type));
    }
  }

  private ObjectNode object(byte[] bytes) {
    try {
      if (JSON.readTree(new String(bytes, StandardCharsets.UTF_8)) instanceof ObjectNode object) {
        return object;
      }
      throw NotAllowed.body(command, "It is no JSON object", "Send one.");
    } catch (JsonProcessingException e) {
      throw NotAllowed.body(
          command, "It is no valid JSON, " + e.getOriginalMessage(), "Correct it.");
    }
  }

  private static byte[] written(ObjectNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read as JSON can be written", e);
    }
  }

  private void requireKnown(JsonNode object, Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw NotAllowed.content(
                    command,
                    "«%s» is not taken from outside".formatted(key),
                    "It may hold: " + listed(known) + ".");
              }
            });
  }

  private static String listed(Set<String> keys) {
    return keys.stream()
        .filter(key -> !key.startsWith("?"))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private void requirePlain(JsonNode value) {
    if (value.isArray()) {
      throw NotAllowed.content(command, "No lists are taken", "Leave them out.");
    }
    if (value.isObject()) {
      requireKnown(value, command.keys());
      value.forEach(this::requirePlain);
    }
  }

  private void requireOwn(JsonNode body) {
    var user = body.path("userId");
    if (!user.isTextual()
        || person.filter(who -> who.getUserId().equals(user.asText())).isEmpty()) {
      throw NotAllowed.content(
          command, "A task is claimed for oneself alone", "Give your own name as userId.");
    }
  }

  /** A step that did not fail keeps its time: a timer is what gives approvers theirs. */
  private void requireFailed(String id, JsonNode body) {
    var retries = body.path("retries");
    if (!retries.isInt() || retries.asInt() < 1 || retries.asInt() > MOST_RETRIES) {
      throw NotAllowed.content(
          command, "«retries» is no number from 1 to " + MOST_RETRIES, "Say how often.");
    }
    var job = jobs.createJobQuery().jobId(id).singleResult();
    if (job != null && job.getRetries() > 0) {
      throw NotAllowed.content(
          command,
          "The step has not failed: " + id,
          "Only a step that stands still is tried again.");
    }
  }

  /** A scalar, a list of them, or of what a variable is or how is sorted. */
  private void requireFound(JsonNode value) {
    if (value.isArray()) {
      value.forEach(this::requireFound);
    } else if (value.isObject()) {
      requireKnown(value, inQueries);
      value.forEach(this::requireFound);
    }
  }
}
