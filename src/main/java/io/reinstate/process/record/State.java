package io.reinstate.process.record;

import io.reinstate.rollback.record.Mood;
import io.reinstate.rollback.record.Outcome;
import io.reinstate.rollback.record.RollbackRecord;
import java.util.List;

/**
 * What came of an act, or what it is doing now.
 *
 * @param title a few words for people
 * @param mood what it means at a glance
 */
public record State(String title, Mood mood) {

  /** The outcome of an act that ended; otherwise whether it stands still, waits or runs. */
  static State of(RollbackRecord act, List<Waiting> waitingFor) {
    return act.outcome().map(State::of).orElseGet(() -> running(act, waitingFor));
  }

  private static State of(Outcome outcome) {
    return new State(outcome.title(), outcome.mood());
  }

  private static State running(RollbackRecord act, List<Waiting> waitingFor) {
    if (waitingFor.stream().anyMatch(waiting -> waiting.failure().isPresent())) {
      return new State("Stands still", Mood.BAD);
    }
    if (!waitingFor.isEmpty()) {
      return new State("Waits for a person", Mood.WARNING);
    }
    return new State(act.acted().isPresent() ? "Done, watched" : "Running", Mood.RUNNING);
  }
}
