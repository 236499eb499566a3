package io.reinstate.catalog.rule;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Releases come from a git repository that is there: the home directory's own, or one apart from
 * it. Its remote exists, tags and artifacts are patterns that can match, secrets of commands are
 * there.
 */
public final class ReleaseRule implements CatalogRule {

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var releases = file.root().at("releases");
    if (!releases.exists()) {
      return Stream.empty();
    }
    var managed =
        file.root().at("files").at("include").items().flatMap(i -> i.text().stream()).toList();
    var commands = Stream.of("build", "caches").flatMap(list -> releases.at(list).items());
    return Stream.of(
            file.home().filter(Files::isDirectory).stream().flatMap(h -> repository(releases, h)),
            releases.at("stable").items().flatMap(ReleaseRule::tags),
            releases.at("artifacts").items().flatMap(PatternRule::invalid),
            releases.at("artifacts").items().flatMap(i -> PatternRule.unmanaged(i, managed)),
            SecretRule.missing(commands))
        .flatMap(problems -> problems);
  }

  private static Stream<CatalogProblem> repository(Section releases, Path home) {
    var section = releases.at("repository");
    var written = section.path();
    if (section.exists() && written.isEmpty()) {
      return Stream.empty();
    }
    var place = section.exists() ? section : releases;
    var repository = home.resolve(written.orElse(Path.of("."))).normalize();
    var apart = !PathRule.real(repository).equals(PathRule.real(home));
    var directory = directory(repository);
    if (directory.isEmpty()) {
      return Stream.of(
          place.ofMachine(
              "There is no git repository "
                  + repository
                  + ". Clone it there, or name a work tree or bare directory"
                  + (place.file().root().at("layout").exists()
                      ? ": your tool's mirror is usually repo."
                      : ".")));
    } else if (apart && directory(home).isPresent()) {
      return Stream.of(
          place.ofMachine(
              "The home directory is a git work tree of its own. Leave the key out: its own"
                  + " repository says what is live."));
    } else if (apart && PathRule.real(home).startsWith(PathRule.real(repository))) {
      return Stream.of(
          place.ofMachine(
              "The home directory is inside this work tree. Only a whole work tree can be rolled"
                  + " back: make its top the home directory, or name a bare clone."));
    }
    return remote(releases.at("remote"), directory.get());
  }

  private static Optional<FileRepositoryBuilder> directory(Path path) {
    var builder = new FileRepositoryBuilder();
    if (path.getParent() != null) {
      builder.addCeilingDirectory(path.getParent().toFile());
    }
    builder.findGitDir(path.toFile());
    return Optional.of(builder).filter(found -> found.getGitDir() != null);
  }

  private static Stream<CatalogProblem> remote(Section remote, FileRepositoryBuilder directory) {
    if (remote.text().isEmpty()) {
      return Stream.empty();
    }
    try (var repository = directory.build()) {
      Set<String> known = repository.getConfig().getSubsections("remote");
      var name = remote.text().get();
      return known.contains(name)
          ? Stream.empty()
          : Stream.of(
              remote.ofMachine(
                  "There is no remote «" + name + "». " + NearestNames.of(name, known)));
    } catch (IOException | IllegalArgumentException e) {
      return Stream.of(remote.ofMachine("The repository cannot be read: " + e.getMessage()));
    }
  }

  private static Stream<CatalogProblem> tags(Section pattern) {
    return pattern.text().stream()
        .filter(text -> !isTagPattern(text))
        .map(
            text ->
                pattern.problem(
                    "«" + text + "» matches no tag. Write its name as a glob, such as v*-stable."));
  }

  private static boolean isTagPattern(String text) {
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + text);
    } catch (PatternSyntaxException e) {
      return false;
    }
    return !text.startsWith("/")
        && !text.startsWith("refs/")
        && !text.startsWith("tags/")
        && text.chars().noneMatch(c -> c <= ' ' || "~^:".indexOf(c) >= 0)
        && !text.contains("..");
  }
}
