package io.reinstate.process.record;

import io.reinstate.rollback.Plan;
import io.reinstate.rollback.record.Attestation;
import io.reinstate.rollback.record.Failure;
import io.reinstate.rollback.record.RollbackRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that happened in one act, from the engine's history.
 *
 * @param record what it was and what came of it
 * @param state what came of it or what it is doing, in words
 * @param waitingFor what it waits for, while it runs
 * @param plans its plans, the first one first
 * @param failures what went wrong, the first cause first; mended or not
 * @param attestations what people ticked off and did by hand, the first one first
 * @param processes its process and the ones it called, in the order they started
 */
public record RollbackHistory(
    RollbackRecord record,
    State state,
    List<Waiting> waitingFor,
    List<Plan> plans,
    List<Failure> failures,
    List<Attestation> attestations,
    List<ProcessRun> processes) {

  /**
   * One process instance.
   *
   * @param instance its id
   * @param definition the id of its process definition, whose diagram shows it
   * @param name what its process is called
   * @param steps what ran, in the order it started
   * @param variables what it knew at its end, or knows now
   */
  public record ProcessRun(
      String instance,
      String definition,
      String name,
      List<Step> steps,
      List<NamedValue> variables) {}

  /**
   * One activity that ran.
   *
   * @param activity its id in the diagram
   * @param name what the diagram calls it
   * @param type its BPMN type
   * @param started when, UTC
   * @param ended when, UTC; empty while it runs
   * @param duration from start to end
   * @param by who completed it, for tasks of people
   * @param cancelled whether it was ended from outside
   * @param failure why it stands still, where it does
   */
  public record Step(
      String activity,
      String name,
      String type,
      Instant started,
      Optional<Instant> ended,
      Optional<Duration> duration,
      Optional<String> by,
      boolean cancelled,
      Optional<String> failure) {}

  /** A variable and its last value as text. */
  public record NamedValue(String name, String value) {}
}
