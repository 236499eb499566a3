package io.reinstate.catalog;

import io.reinstate.catalog.rule.CatalogProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Checks files of the catalog as the server would, before anybody gives them to one. */
@Component
public final class CatalogCheck {

  private final CatalogLoader loader;
  private final CatalogDirectories directories;

  CatalogCheck(CatalogLoader loader, CatalogDirectories directories) {
    this.loader = loader;
    this.directories = directories;
  }

  /**
   * What a check found.
   *
   * @param files how many were checked
   * @param problems everything that is wrong, by file and line
   * @param warnings what to know, and is allowed
   */
  public record Found(int files, List<CatalogProblem> problems, List<CatalogProblem> warnings) {}

  /**
   * Checks files, and all files of directories; those of the settings where none is named.
   *
   * @param offline whether it is let pass what this machine lacks: directories, users, secrets
   * @throws CatalogInvalid when a directory cannot be listed
   */
  public Found check(List<Path> paths, boolean offline) {
    var named = paths.isEmpty() ? directories.paths() : paths;
    var found =
        Stream.concat(
                loader
                    .check(CatalogTexts.of(named.stream().filter(Files::isDirectory).toList()))
                    .stream(),
                files(named.stream().filter(path -> !Files.isDirectory(path)).toList()))
            .map(file -> offline ? file.anywhere() : file)
            .toList();
    var content = CatalogContent.NOTHING.next(found, Set::of, loader.state());
    var problems = new ArrayList<CatalogProblem>();
    content.refused().forEach(refused -> problems.addAll(refused.problems()));
    return new Found(
        found.size(),
        problems.stream()
            .filter(problem -> !offline || !problem.ofMachine())
            .distinct()
            .sorted()
            .toList(),
        content.warnings());
  }

  /** A shared part is checked with those who extend it; alone it can only be well-formed. */
  private Stream<CheckedFile> files(List<Path> named) {
    var texts = CatalogTexts.ofFiles(named);
    return texts.applications().keySet().stream()
        .map(file -> isPart(file) ? loader.checkPart(file, texts) : loader.check(file, texts));
  }

  private static boolean isPart(Path file) {
    return file.getParent().endsWith(CatalogTexts.SHARED);
  }
}
