package io.reinstate.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads every {@code *.yaml} of some directories into one {@link Catalog}, or says everything that
 * is wrong with them. The format is {@code catalog.schema.json}. Secrets are looked for but not
 * read.
 */
public final class CatalogLoader {

  private static final List<CatalogRule> RULES =
      List.of(
          new NameRule(),
          new PathRule(),
          new LayoutRule(),
          new UserRule(),
          new PatternRule(),
          new ReferenceRule(),
          new ProbeRule(),
          new ToggleRule(),
          new SecretRule(),
          new ReleaseRule(),
          new ReloadRule(),
          new TrafficRule(),
          new DatabaseRule());

  private final CatalogSchema schema = new CatalogSchema();
  private final CatalogBinding binding;
  private final Path state;

  /**
   * @param state holds one directory per application, for what is under way
   */
  public CatalogLoader(Path state) {
    this.state = state.toAbsolutePath().normalize();
    this.binding = new CatalogBinding(schema, this.state);
  }

  /**
   * Loads all files of the directories themselves, not of those below. No file is no problem.
   *
   * @throws CatalogInvalid with every problem of every file
   */
  public Catalog load(List<Path> directories) {
    var problems = new ArrayList<CatalogProblem>();
    var files = read(directories, problems);
    for (var file : files) {
      schema.check(file).forEach(problems::add);
      RULES.forEach(rule -> rule.check(file).forEach(problems::add));
      keepState(file, problems);
    }
    new NeighbourRule().check(files).forEach(problems::add);
    if (!problems.isEmpty()) {
      throw new CatalogInvalid(problems);
    }
    return new Catalog(files.stream().map(binding::bind).toList());
  }

  /** Who owns a home directory must not be able to write what is under way. */
  private void keepState(CatalogFile file, List<CatalogProblem> problems) {
    if (file.home().filter(state::startsWith).isPresent()) {
      var what = "The home directory holds reinstate.state.directory. Keep that outside: " + state;
      problems.add(CatalogProblem.of(file.path(), what));
    }
  }

  private static List<CatalogFile> read(List<Path> directories, List<CatalogProblem> problems) {
    var yaml = new CatalogYaml();
    return directories.stream()
        .map(directory -> directory.toAbsolutePath().normalize())
        .distinct()
        .flatMap(directory -> list(directory, problems).stream())
        .flatMap(file -> yaml.read(file, problems).stream())
        .toList();
  }

  private static List<Path> list(Path directory, List<CatalogProblem> problems) {
    try (var entries = Files.list(directory)) {
      var visible = entries.filter(file -> !name(file).startsWith(".")).sorted().toList();
      visible.stream()
          .filter(file -> name(file).endsWith(".yml"))
          .map(file -> CatalogProblem.of(file, "Only files named .yaml are read. Rename it."))
          .forEach(problems::add);
      return visible.stream().filter(file -> name(file).endsWith(CatalogFile.EXTENSION)).toList();
    } catch (IOException e) {
      var what = "The directory cannot be listed. Create it, or correct the setting: " + e;
      problems.add(CatalogProblem.of(directory, what));
      return List.of();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
