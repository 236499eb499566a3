package io.reinstate.process.record;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.reinstate.rollback.record.RollbackRecord;
import java.util.List;

/**
 * An act in the list of all.
 *
 * @param record what it was and what came of it
 * @param waitingFor what it waits for, while it runs
 */
public record ListedRollback(@JsonUnwrapped RollbackRecord record, List<Waiting> waitingFor) {}
