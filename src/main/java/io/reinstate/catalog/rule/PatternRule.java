package io.reinstate.catalog.rule;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Patterns are globs that stay below the home directory. The files of a module, the configuration,
 * those a component goes back with and the lock files of a phase are managed files of the
 * application.
 */
public final class PatternRule implements CatalogRule {

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var root = file.root();
    var options =
        root.at("components").entries().flatMap(component -> component.at("options").items());
    var parts =
        Stream.of(
                root.at("modules").entries().map(module -> module.at("files")),
                Stream.of(root.at("configuration")),
                options.flatMap(option -> Stream.of(option.at("release"), option.at("remove"))))
            .flatMap(files -> files)
            .toList();
    var lockFiles = root.at("phases").entries().map(phase -> phase.at("lockFiles")).toList();
    var all =
        Stream.of(
                Stream.of(root.at("data")),
                lockFiles.stream(),
                lists(root.at("files")),
                parts.stream().flatMap(PatternRule::lists))
            .flatMap(lists -> lists)
            .flatMap(Section::items);
    var managed = root.at("files").at("include").items().flatMap(i -> i.text().stream()).toList();
    var includes =
        Stream.concat(parts.stream().map(files -> files.at("include")), lockFiles.stream())
            .flatMap(Section::items);
    return Stream.concat(
        all.flatMap(PatternRule::invalid), includes.flatMap(i -> unmanaged(i, managed)));
  }

  private static Stream<Section> lists(Section files) {
    return Stream.of(files.at("include"), files.at("exclude"));
  }

  static Stream<CatalogProblem> invalid(Section section) {
    return section.text().stream()
        .filter(pattern -> !isValid(pattern))
        .map(
            pattern ->
                section.problem(
                    "«"
                        + pattern
                        + "» is not a glob below the home directory. Write one such as app/** or"
                        + " config/*.yml."));
  }

  private static boolean isValid(String pattern) {
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      return false;
    }
    return !pattern.startsWith("/")
        && pattern.indexOf(0) < 0
        && !List.of(pattern.split("/")).contains("..");
  }

  static Stream<CatalogProblem> unmanaged(Section include, List<String> managed) {
    return include.text().stream()
        .filter(PatternRule::isValid)
        .filter(pattern -> managed.stream().noneMatch(outer -> mayCover(outer, pattern)))
        .map(
            pattern ->
                include.problem(
                    "«" + pattern + "» is not among the managed files. Add it to files.include."));
  }

  /**
   * Whether the outer pattern can take what the inner one takes. Wrongly true at worst: a file that
   * is named must match, of patterns only the parts before the first wildcard are compared.
   */
  private static boolean mayCover(String outer, String inner) {
    if (!isValid(outer)) {
      return true;
    }
    return fixedPart(inner).equals(inner)
        ? FileSystems.getDefault().getPathMatcher("glob:" + outer).matches(Path.of(inner))
        : fixedPart(inner).startsWith(fixedPart(outer));
  }

  private static String fixedPart(String pattern) {
    return pattern.split("[*?\\[{\\\\]", 2)[0];
  }
}
