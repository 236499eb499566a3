package io.reinstate.release;

import io.reinstate.git.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A commit of an application's repository that can be gone back to.
 *
 * @param revision the commit with the tags that point at it
 * @param committed when, by its committer's clock, UTC
 * @param subject the first line of its message
 * @param knownGood why it counts as known good, a sentence each: tags that match the catalog's
 *     patterns, entries of the record; empty when nobody says so
 * @param live whether it is the one that is checked out now
 * @param fetched what was fetched to find it; empty when it was here
 */
public record Release(
    Revision revision,
    Instant committed,
    String subject,
    List<String> knownGood,
    boolean live,
    Optional<String> fetched) {

  public Release {
    knownGood = List.copyOf(knownGood);
  }

  /** The full id of the commit. */
  public String commit() {
    return revision.commit();
  }

  /** For people: {@code v1.0.0 (3f2a91c)}. */
  public String describe() {
    return revision.describe();
  }

  Release fetched(String how) {
    return new Release(revision, committed, subject, knownGood, live, Optional.of(how));
  }
}
