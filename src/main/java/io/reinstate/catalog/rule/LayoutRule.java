package io.reinstate.catalog.rule;

import io.reinstate.catalog.application.Layout;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Nothing is written through a link: a home directory is none and is not in a release that a link
 * leads to, and no managed file is behind one. Releases that are kept side by side are there, and
 * nothing reaches into them.
 */
public final class LayoutRule implements CatalogRule {

  private static final String SPECIAL = "*?[]{}\\";

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var home = file.home().filter(Files::isDirectory);
    if (home.isEmpty()) {
      return Stream.empty();
    }
    var inside =
        file.root().at("layout").exists()
            ? releases(file.root(), home.get())
            : parts(file.root()).flatMap(files -> throughLinks(files.at("include"), home.get()));
    return Stream.concat(way(file.root().at("home"), home.get()), inside);
  }

  /** All that is managed, and the parts of it. */
  private static Stream<Section> parts(Section root) {
    return Stream.concat(Stream.of(root.at("files")), selections(root));
  }

  private static Stream<Section> selections(Section root) {
    var options =
        root.at("components").entries().flatMap(component -> component.at("options").items());
    return Stream.of(
            Stream.of(root.at("configuration")),
            root.at("modules").entries().map(module -> module.at("files")),
            options.flatMap(option -> Stream.of(option.at("release"), option.at("remove"))))
        .flatMap(sections -> sections);
  }

  private static Stream<CatalogProblem> way(Section home, Path path) {
    return IntStream.rangeClosed(1, path.getNameCount())
        .mapToObj(names -> path.getRoot().resolve(path.subpath(0, names)))
        .filter(Files::isSymbolicLink)
        .flatMap(link -> link(home, link, link.equals(path)).stream());
  }

  private static Optional<CatalogProblem> link(Section home, Path link, boolean last) {
    var real = PathRule.real(link);
    if (leadsToARelease(link, real) || last && holder(real).isPresent()) {
      return Optional.of(
          home.problem(
              "The link %s leads to the release %s, which is never written into. Name %s, and add the key layout: releases."
                  .formatted(link, real, holder(real).orElse(link.getParent()))));
    }
    return last
        ? Optional.of(home.problem("This is a link. Name the directory it leads to, " + real + "."))
        : Optional.empty();
  }

  /** From {@code <home>/<any link>} to {@code <home>/releases/<name>}. */
  private static boolean leadsToARelease(Path link, Path real) {
    return real.startsWith(PathRule.real(link.getParent()).resolve(Layout.KEPT));
  }

  /** The directory that holds releases, one of which that path is or is in. */
  private static Optional<Path> holder(Path path) {
    return Stream.iterate(path, each -> each.getFileName() != null, Path::getParent)
        .filter(each -> each.getFileName().toString().equals(Layout.KEPT))
        .map(Path::getParent)
        .findFirst();
  }

  /** The first link on the way to what a pattern matches, not the last name of it. */
  private static Stream<CatalogProblem> throughLinks(Section include, Path home) {
    return include
        .items()
        .flatMap(
            pattern ->
                pattern.text().stream()
                    .flatMap(text -> linkBefore(text, home).stream())
                    .map(link -> pattern.problem(throughLink(pattern.text().get(), home, link))));
  }

  private static Optional<Path> linkBefore(String pattern, Path home) {
    var names = List.of(pattern.split("/"));
    var literal = 0;
    while (literal < names.size() - 1 && isPlain(names.get(literal))) {
      literal++;
    }
    return IntStream.rangeClosed(1, literal)
        .mapToObj(count -> home.resolve(String.join("/", names.subList(0, count))))
        .filter(Files::isSymbolicLink)
        .findFirst();
  }

  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && !name.equals("..")
        && name.chars().noneMatch(c -> c == 0 || SPECIAL.indexOf(c) >= 0);
  }

  private static String throughLink(String pattern, Path home, Path link) {
    return "«%s» leads through the link %s, and nothing is written through a link. %s."
        .formatted(
            pattern,
            link,
            leadsToARelease(link, PathRule.real(link))
                ? "Leave it out, and say layout: releases, so that going back moves the link"
                : "Manage the link alone, «%s», or the directory it leads to"
                    .formatted(home.relativize(link)));
  }

  private static Stream<CatalogProblem> releases(Section root, Path home) {
    var managed = root.at("files").at("include").items().filter(each -> !names(each));
    var options =
        root.at("components").entries().flatMap(component -> component.at("options").items());
    var patterns =
        Stream.of(
                managed,
                selections(root).flatMap(files -> files.at("include").items()),
                root.at("data").items())
            .flatMap(sections -> sections);
    return Stream.of(
            there(root.at("layout"), home).stream(),
            patterns.flatMap(LayoutRule::reaches),
            paths(root).flatMap(section -> inRelease(section, home)),
            options.map(option -> option.at("release")).flatMap(LayoutRule::fromRelease),
            Stream.of("build", "artifacts").flatMap(key -> built(root.at("releases").at(key))))
        .flatMap(problems -> problems);
  }

  private static boolean names(Section pattern) {
    return pattern.text().filter(Layout.CURRENT::equals).isPresent();
  }

  private static Optional<CatalogProblem> there(Section layout, Path home) {
    var kept = home.resolve(Layout.KEPT);
    var link = home.resolve(Layout.CURRENT);
    if (!Files.isDirectory(kept, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(
          layout.problem(
              "There is no directory "
                  + kept
                  + ". Deploy once with your tool, or leave the key out."));
    }
    var live = PathRule.real(link);
    return Files.isSymbolicLink(link)
            && Files.isDirectory(live)
            && PathRule.real(kept).equals(live.getParent())
        ? Optional.empty()
        : Optional.of(
            layout.problem(
                link
                    + " is no link to one of the directories in "
                    + kept
                    + ". Deploy once with your tool, or leave the key out."));
  }

  private static Stream<CatalogProblem> reaches(Section pattern) {
    return pattern.text().stream()
        .flatMap(text -> Stream.of(Layout.KEPT, Layout.CURRENT).filter(at -> mayMatch(text, at)))
        .limit(1)
        .map(
            at ->
                pattern.problem(
                    "«%s» reaches into %s, and a release is never written into. Name what is shared by all releases, such as shared/config/**."
                        .formatted(pattern.text().get(), at)));
  }

  /** Wrongly true at worst: alternatives in braces may hold a slash. */
  private static boolean mayMatch(String pattern, String name) {
    var first = pattern.split("/", 2)[0];
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + first).matches(Path.of(name));
    } catch (PatternSyntaxException e) {
      return true;
    }
  }

  /** Files that Reinstate writes to on its own. */
  private static Stream<Section> paths(Section root) {
    return Stream.of(
            ServiceSections.runs(root.file()).map(run -> run.at("log")),
            root.at("toggles").entries().map(toggle -> toggle.at("file").at("path")),
            root.at("databases").entries().map(each -> each.at("sqlite").at("file")))
        .flatMap(sections -> sections);
  }

  private static Stream<CatalogProblem> inRelease(Section section, Path home) {
    return section.path().map(path -> home.resolve(path).normalize()).stream()
        .filter(
            path ->
                Stream.of(Layout.KEPT, Layout.CURRENT)
                    .anyMatch(name -> path.startsWith(home.resolve(name))))
        .map(
            path ->
                section.problem(
                    "This is in a release, which is never written into. Name the file in shared/ that its link leads to."));
  }

  private static Stream<CatalogProblem> fromRelease(Section release) {
    return release.exists()
        ? Stream.of(
            release.problem(
                "With layout: releases only the whole application goes back to a release. Leave this way out."))
        : Stream.empty();
  }

  private static Stream<CatalogProblem> built(Section list) {
    return list.items()
        .limit(1)
        .map(
            each ->
                list.problem(
                    "With layout: releases nothing is built: your tool did, and its releases are kept. Leave this out."));
  }
}
