package io.reinstate.exchange;

import io.reinstate.snapshot.SnapshotId;
import java.time.Instant;

/**
 * A restore of all managed files that was finished and not reverted.
 *
 * @param snapshot where they came from
 * @param at when it was finished or confirmed, UTC
 */
public record Restored(SnapshotId snapshot, Instant at) {}
