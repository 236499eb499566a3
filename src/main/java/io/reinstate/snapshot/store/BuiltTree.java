package io.reinstate.snapshot.store;

import io.reinstate.git.Revision;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A release of an application, checked out and built somewhere beside the live tree.
 *
 * @param root the directory that stands for the home directory
 * @param revision what it was built from
 * @param tracked paths the commit tracks, those of its submodules included
 * @param artifacts patterns of what the build makes; each has to match a file
 * @param recipe tells builds of the same commit apart that were made in another way
 * @param warnings what whoever restores it should know, for people
 */
public record BuiltTree(
    Path root,
    Revision revision,
    Set<String> tracked,
    List<String> artifacts,
    String recipe,
    List<String> warnings) {

  public BuiltTree {
    tracked = Set.copyOf(tracked);
    artifacts = List.copyOf(artifacts);
    warnings = List.copyOf(warnings);
  }
}
