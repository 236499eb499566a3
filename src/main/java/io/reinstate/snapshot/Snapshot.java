package io.reinstate.snapshot;

import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.git.Revision;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An immutable copy of an application's managed files and databases.
 *
 * @param id its name
 * @param created when taking it began
 * @param files number of regular files and links
 * @param size bytes of content, before compression, and of the dumps
 * @param revision the git commit the home directory was on, if it is a work tree
 * @param databases their dumps, by name, in the order of the catalog; empty when it holds none
 * @param toggles the values they had, where somebody could tell
 * @param holdsData whether it holds what customers wrote, too
 * @param stable the mark that it is known good, if it has one
 * @param warnings what whoever restores it should know, for people
 */
public record Snapshot(
    SnapshotId id,
    Instant created,
    int files,
    long size,
    Optional<Revision> revision,
    Map<DatabaseId, SnapshotDatabase> databases,
    Map<ToggleId, String> toggles,
    boolean holdsData,
    Optional<StableMark> stable,
    List<String> warnings) {

  public Snapshot {
    databases = Collections.unmodifiableMap(new LinkedHashMap<>(databases));
    toggles = Collections.unmodifiableMap(new TreeMap<>(toggles));
    warnings = List.copyOf(warnings);
  }
}
