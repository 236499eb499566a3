package io.reinstate.process.record;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.reinstate.rollback.record.RollbackRecord;
import java.util.List;

/**
 * An act in the list of all.
 *
 * @param record what it was and what came of it
 * @param state what came of it or what it is doing, in words
 * @param waitingFor what it waits for, while it runs
 */
public record ListedRollback(
    @JsonUnwrapped RollbackRecord record, State state, List<Waiting> waitingFor) {

  ListedRollback(RollbackRecord record, List<Waiting> waitingFor) {
    this(record, State.of(record, waitingFor), waitingFor);
  }
}
