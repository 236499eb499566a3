package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** How a home directory is laid out that is more than the application's files. */
public enum Layout {

  /**
   * As <a href="https://capistranorb.com/documentation/getting-started/structure/">Capistrano</a>
   * does: {@code releases/<name>/} with a file {@code REVISION} each, never changed after it was
   * deployed; a link {@code current} to the live one; {@code shared/} for what outlives them.
   */
  @JsonProperty("releases")
  RELEASES;

  /** The link to the live release. */
  public static final String CURRENT = "current";

  /** The directory that holds the releases. */
  public static final String KEPT = "releases";

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  /** Whether a release can have that name. */
  public static boolean isName(String name) {
    return name.matches(NAME);
  }

  /**
   * The name of the release that a link leads to, by its text alone: {@code releases/<name>}, or
   * the same below what the home directory is called. Empty where it leads elsewhere.
   *
   * @param homes what the home directory is called: as the catalog has it, and its real path
   */
  public static Optional<String> release(Path target, Collection<Path> homes) {
    var within = Optional.ofNullable(target.getParent());
    return within
        .filter(
            each -> isHere(each) || homes.stream().map(h -> h.resolve(KEPT)).anyMatch(each::equals))
        .map(each -> target.getFileName().toString())
        .filter(Layout::isName);
  }

  private static boolean isHere(Path directory) {
    return directory.equals(Path.of(KEPT)) || directory.equals(Path.of(".", KEPT));
  }
}
