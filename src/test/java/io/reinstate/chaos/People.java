package io.reinstate.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.reinstate.Caller;
import io.reinstate.Caller.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** The people of a site, who ask another node when one does not answer. */
final class People {

  private static final String ADMINISTRATOR = "admin";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final List<Node> nodes;
  private final Set<Node> avoided = ConcurrentHashMap.newKeySet();

  People(List<Node> nodes) {
    this.nodes = nodes;
  }

  /** A call on behalf of somebody. */
  interface Call {
    Answer by(Caller caller);
  }

  /** Adds a person to Reinstate. */
  void add(String name, String... groups) {
    var person =
        """
        {"profile": {"id": "%1$s", "firstName": "%1$s", "lastName": ""}, "credentials": {"password": "%2$s"}}
        """
            .formatted(name, Site.PASSWORD);
    must(attempt(caller -> caller.post("/engine-rest/user/create", person), ADMINISTRATOR));
    for (var group : groups) {
      var member = "/engine-rest/group/" + group + "/members/" + name;
      must(attempt(caller -> caller.put(member, "{}"), ADMINISTRATOR));
    }
  }

  private static void must(Optional<Answer> answer) {
    if (answer.filter(given -> given.status() < 300).isEmpty()) {
      throw new IllegalStateException("Refused: " + answer);
    }
  }

  void avoid(Node node) {
    avoided.add(node);
  }

  void avoidNoLonger(Node node) {
    avoided.remove(node);
  }

  /** Asks any node that answers, until one does. */
  JsonNode get(String path) {
    return await("an answer to " + path)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> attempt(caller -> caller.get(path), ADMINISTRATOR),
            answer -> answer.filter(given -> given.status() == 200).isPresent())
        .orElseThrow()
        .json();
  }

  /** Asks one node, once; nothing when it died meanwhile or could not answer. */
  Optional<Answer> attempt(Call call, String user) {
    var answering =
        nodes.stream().filter(node -> node.isAlive() && !avoided.contains(node)).toList();
    if (answering.isEmpty()) {
      return Optional.empty();
    }
    var node = answering.get(ThreadLocalRandom.current().nextInt(answering.size()));
    try {
      return Optional.of(call.by(new Caller(node.port(), user)))
          .filter(answer -> answer.status() < 500 && answer.status() != 401);
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
