package io.reinstate.rollback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What customers wrote into the application's data since a moment.
 *
 * @param files data files written since, relative to the home directory
 * @param bytes their size now
 * @param newest when the last of them was written, UTC
 */
public record DataSince(List<String> files, long bytes, Optional<Instant> newest) {

  public static final DataSince NOTHING = new DataSince(List.of(), 0, Optional.empty());
}
