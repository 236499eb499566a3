package io.reinstate.git;

import java.util.List;

/**
 * A commit of a git repository.
 *
 * @param commit the full id, 40 hexadecimal digits
 * @param tags names of the tags that point at it, sorted
 */
public record Revision(String commit, List<String> tags) {

  private static final int SHORT = 7;

  public Revision {
    if (commit == null || !commit.matches("[0-9a-f]{40,64}")) {
      throw new IllegalArgumentException("«" + commit + "» is not a commit id");
    }
    tags = tags == null ? List.of() : tags.stream().sorted().toList();
  }

  /** The first seven digits of the commit id. */
  public String shortId() {
    return commit.substring(0, SHORT);
  }

  /** For people: {@code v1.0.0 (3f2a91c)}, or the short id alone where no tag points at it. */
  public String describe() {
    return tags.isEmpty() ? shortId() : String.join(", ", tags) + " (" + shortId() + ")";
  }
}
