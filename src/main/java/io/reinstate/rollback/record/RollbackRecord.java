package io.reinstate.rollback.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.reinstate.rollback.Startable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One act on an application, as it is remembered: a rollback, a snapshot, a release of the demo.
 *
 * @param key its readable name ({@code shop-0042})
 * @param instance the id of the process instance that carries it
 * @param application what it acts on
 * @param runbook the id of its process
 * @param subject what of the application it is about; empty for the whole
 * @param target the snapshot it went back to
 * @param reason why, in the requester's words
 * @param requester who asked
 * @param started when, UTC
 * @param decision the last decision about it
 * @param decisions all decisions about its plans, the first one first
 * @param outcome what came of it; empty while it runs
 * @param detail one sentence about the outcome
 * @param acted when it was done, UTC, and only watched and checked from then on; empty before that,
 *     and for what is not watched
 * @param ended when, UTC
 */
public record RollbackRecord(
    String key,
    String instance,
    String application,
    String runbook,
    Optional<String> subject,
    Optional<String> target,
    Optional<String> reason,
    String requester,
    Instant started,
    Optional<Decision> decision,
    List<Decision> decisions,
    Optional<Outcome> outcome,
    Optional<String> detail,
    Optional<Instant> acted,
    Optional<Instant> ended) {

  /** What its process is called for people. */
  @JsonProperty
  public String runbookTitle() {
    return Startable.title(runbook);
  }

  RollbackRecord with(List<Decision> all) {
    return new RollbackRecord(
        key,
        instance,
        application,
        runbook,
        subject,
        target,
        reason,
        requester,
        started,
        all.stream().reduce((one, later) -> later),
        all,
        outcome,
        detail,
        acted,
        ended);
  }

  /** When its acting was over: when it was handed over, otherwise when it ended. */
  public Optional<Instant> done() {
    return acted.or(() -> ended);
  }
}
