package io.reinstate.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One act on one application, driven over HTTP by people who go on when the node they talk to dies.
 */
final class Act {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration UNTIL_COMMITTED = Duration.ofSeconds(2);

  private final Site site;
  private final Subject subject;
  private final Set<String> recordsBefore;
  private final Traces traces;

  private String key = "";
  private String instance = "";

  private Act(Site site, Subject subject) {
    this.site = site;
    this.subject = subject;
    this.recordsBefore =
        site.records(subject).stream().map(Act::key).collect(Collectors.toUnmodifiableSet());
    this.traces = new Traces(subject);
  }

  static Act on(Site site, Subject subject) {
    return new Act(site, subject);
  }

  Site site() {
    return site;
  }

  Subject subject() {
    return subject;
  }

  /** The record's key; empty when the start was never accepted. */
  String key() {
    return key;
  }

  String instance() {
    return instance;
  }

  /** Whether Reinstate took the request. A node that died before it did loses nothing. */
  boolean accepted() {
    return !key.isEmpty();
  }

  /**
   * Asks for a runbook. Where the node dies before it answers, the record says whether the request
   * was accepted.
   *
   * @param inputs further inputs, as JSON, with a comma before each
   */
  Act start(String runbook, String inputs) {
    var body = "{\"application\":\"%s\",\"reason\":\"chaos\"%s}".formatted(subject.name(), inputs);
    var answer = site.post(Site.OPERATOR, "/api/runbooks/" + runbook + "/start", body);
    if (answer.isPresent()) {
      if (answer.get().status() != 201) {
        throw new IllegalStateException(runbook + " is refused: " + answer.get());
      }
      remember(answer.get().json());
    } else {
      try {
        await()
            .atMost(UNTIL_COMMITTED.plus(PATIENCE))
            .pollInterval(POLL)
            .until(this::seenAfterTheNodeDied);
      } catch (ConditionTimeoutException e) {
        throw new IllegalStateException("No node tells what became of a start", e);
      }
    }
    return this;
  }

  private Instant firstSeen;

  private boolean seenAfterTheNodeDied() {
    var records = records();
    firstSeen = firstSeen == null ? Instant.now() : firstSeen;
    if (!records.isEmpty()) {
      remember(records.get(records.size() - 1));
    }
    return accepted() || Instant.now().isAfter(firstSeen.plus(UNTIL_COMMITTED));
  }

  private void remember(JsonNode record) {
    key = key(record);
    instance = record.path("instance").asText();
  }

  /** The approver approves, as soon as there is something to approve. */
  Act approve() {
    return until("is approved", () -> decided() || did(tasks()::approve));
  }

  /** The approver approves whatever there is to approve, until it has its outcome. */
  Act approveAll() {
    return until("is approved to its end", () -> did(tasks()::approve));
  }

  /** The operator does by hand whatever there is to do, until it has its outcome. */
  Act doByHand(Runnable work) {
    return until("is done by hand", () -> did(() -> tasks().doByHand(work)));
  }

  /** Somebody takes it over, if it comes to that before it has its outcome. */
  Act takeOver() {
    return until("is taken over", () -> did(tasks()::takeOver));
  }

  private Tasks tasks() {
    return new Tasks(site, key);
  }

  private static boolean did(Runnable work) {
    work.run();
    return false;
  }

  private boolean decided() {
    return record().hasNonNull("decision");
  }

  /** Tries it again and again, unless it was never accepted or has its outcome. */
  private Act until(String done, BooleanSupplier attempt) {
    await(key + " " + done)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .until(() -> !accepted() || ended(record()) || attempt.getAsBoolean());
    return this;
  }

  /** The operator cancels it. Returns when it is cancelled, or came to its end before. */
  Act cancel() {
    return until(
        "is cancelled",
        () ->
            site.delete(Site.OPERATOR, "/engine-rest/process-instance/" + instance)
                .filter(answer -> answer.status() == 204)
                .isPresent());
  }

  /**
   * Waits until the act has its outcome, what follows from it too, and nothing of it is under way;
   * or until it stands still and waits for a person.
   *
   * @throws IllegalStateException when it does not come to an end
   */
  Act untilSettled() {
    try {
      await(subject.name() + " is settled")
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .until(() -> isSettled() || standsStill());
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          "%s does not end: %s, %s"
              .formatted(key, records(), site.get("/api/rollbacks/" + key).path("processes")),
          e);
    }
    if (!isSettled()) {
      throw new IllegalStateException(
          key + " stands still: " + records().stream().flatMap(this::why).toList());
    }
    return this;
  }

  private Stream<String> why(JsonNode record) {
    return site.engine().hindrances(record.path("instance").asText()).stream();
  }

  private boolean isSettled() {
    return allEnded() && subject.workArea().unfinishedActs().isEmpty() && allEnded();
  }

  /** The records may be older than the answer to the start. */
  private boolean allEnded() {
    var records = records();
    return records.stream().allMatch(Act::ended) && records.isEmpty() != accepted();
  }

  private boolean standsStill() {
    return records().stream().anyMatch(record -> !ended(record) && why(record).count() > 0);
  }

  /** Its records, the first one last: its own, and that of the act that undid it. */
  List<JsonNode> records() {
    return site.records(subject).stream()
        .filter(record -> !recordsBefore.contains(key(record)))
        .toList();
  }

  /** Its own record as it is now. */
  JsonNode record() {
    return site.records(subject).stream()
        .filter(record -> key(record).equals(key))
        .findFirst()
        .orElseGet(() -> site.get("/api/rollbacks/" + key).path("record"));
  }

  /** The outcomes of its records, the first one first. */
  List<String> outcomes() {
    var outcomes =
        new ArrayList<>(records().stream().map(record -> record.path("outcome").asText()).toList());
    Collections.reverse(outcomes);
    return outcomes;
  }

  /** When everything had ended. */
  Instant end() {
    return records().stream()
        .map(record -> Instant.parse(record.path("ended").asText()))
        .max(Instant::compareTo)
        .orElseThrow();
  }

  /** Whether something of it was under way at that time. */
  boolean ranAt(Instant time) {
    return records().stream()
        .anyMatch(
            record ->
                Instant.parse(record.path("started").asText()).isBefore(time)
                    && Instant.parse(record.path("ended").asText()).isAfter(time));
  }

  /** What it did to the application so far. */
  Traces traces() {
    return traces;
  }

  private static boolean ended(JsonNode record) {
    return record.hasNonNull("outcome");
  }

  private static String key(JsonNode record) {
    return record.path("key").asText();
  }
}
