package io.reinstate.tree;

import io.reinstate.catalog.application.FilePatterns;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The patterns of the catalog, compiled: any include matches and no exclude does. */
public final class Patterns implements Scope {

  private final List<Glob> include;
  private final List<Glob> exclude;

  public Patterns(FilePatterns patterns) {
    this(patterns.include(), patterns.exclude());
  }

  private Patterns(List<String> include, List<String> exclude) {
    this.include = include.stream().map(Glob::new).toList();
    this.exclude = exclude.stream().map(Glob::new).toList();
  }

  /** What any of these patterns matches. */
  public static Patterns of(List<String> include) {
    return new Patterns(include, List.of());
  }

  /** Everything but what these patterns match. */
  public static Patterns allBut(List<String> exclude) {
    return new Patterns(List.of("**"), exclude);
  }

  @Override
  public boolean includes(Path relative) {
    return include.stream().anyMatch(glob -> glob.matches(relative))
        && exclude.stream().noneMatch(glob -> glob.matches(relative));
  }

  @Override
  public boolean mayIncludeBelow(Path directory) {
    return include.stream().anyMatch(glob -> glob.mayMatchBelow(directory))
        && exclude.stream().noneMatch(glob -> glob.coversAllBelow(directory));
  }

  /** Include patterns that none of these paths matches. */
  public List<String> unmatched(Collection<String> paths) {
    var relative = paths.stream().map(Path::of).toList();
    return include.stream()
        .filter(glob -> relative.stream().noneMatch(glob::matches))
        .map(Glob::toString)
        .toList();
  }
}
