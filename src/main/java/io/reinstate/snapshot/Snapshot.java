package io.reinstate.snapshot;

import io.reinstate.git.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An immutable copy of an application's managed files.
 *
 * @param id its name
 * @param created when taking it began
 * @param files number of regular files and links
 * @param size bytes of content, before compression
 * @param revision the git commit the home directory was on, if it is a work tree
 * @param stable the mark that it is known good, if it has one
 * @param warnings what whoever restores it should know, for people
 */
public record Snapshot(
    SnapshotId id,
    Instant created,
    int files,
    long size,
    Optional<Revision> revision,
    Optional<StableMark> stable,
    List<String> warnings) {

  public Snapshot {
    warnings = List.copyOf(warnings);
  }
}
