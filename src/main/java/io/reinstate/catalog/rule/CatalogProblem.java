package io.reinstate.catalog.rule;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * One thing that is wrong in the catalog.
 *
 * @param file the file, or the directory that was searched
 * @param line where in the file, from 1; 0 when the problem has no line
 * @param path the place in the YAML ({@code services.shop.health[0].url}); empty for the whole file
 * @param what what is wrong and what would be right
 * @param ofMachine whether it is about this machine, now, and not about what is written: a
 *     directory that is not there, a secret that cannot be read. It may pass without an edit.
 */
public record CatalogProblem(Path file, int line, String path, String what, boolean ofMachine)
    implements Comparable<CatalogProblem> {

  private static final Comparator<CatalogProblem> ORDER =
      Comparator.comparing(CatalogProblem::file)
          .thenComparing(CatalogProblem::line)
          .thenComparing(CatalogProblem::path)
          .thenComparing(CatalogProblem::what);

  /** A problem of a whole file or directory. */
  public static CatalogProblem of(Path file, String what) {
    return new CatalogProblem(file, 0, "", what, false);
  }

  /** A problem of this machine, with a whole file. */
  public static CatalogProblem ofMachine(Path file, String what) {
    return new CatalogProblem(file, 0, "", what, true);
  }

  @Override
  public int compareTo(CatalogProblem other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line path: what}, as editors and terminals link it. */
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + (path.isEmpty() ? "" : " " + path) + ": " + what;
  }
}
