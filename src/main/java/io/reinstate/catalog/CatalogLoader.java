package io.reinstate.catalog;

import io.reinstate.catalog.rule.CatalogFile;
import io.reinstate.catalog.rule.CatalogProblem;
import io.reinstate.catalog.rule.CatalogRule;
import io.reinstate.catalog.rule.DatabaseRule;
import io.reinstate.catalog.rule.LayoutRule;
import io.reinstate.catalog.rule.NameRule;
import io.reinstate.catalog.rule.PathRule;
import io.reinstate.catalog.rule.PatternRule;
import io.reinstate.catalog.rule.ProbeRule;
import io.reinstate.catalog.rule.ReferenceRule;
import io.reinstate.catalog.rule.ReleaseRule;
import io.reinstate.catalog.rule.ReloadRule;
import io.reinstate.catalog.rule.SecretRule;
import io.reinstate.catalog.rule.ToggleRule;
import io.reinstate.catalog.rule.TrafficRule;
import io.reinstate.catalog.rule.UserRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads every {@code *.yaml} of some directories into one {@link Catalog}, and says everything that
 * is wrong with each. The format is {@code catalog.schema.json}. Secrets are looked for but not
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
  private final CatalogYaml yaml = new CatalogYaml();
  private final Path state;

  /**
   * @param state holds one directory per application, for what is under way
   */
  public CatalogLoader(Path state) {
    this.state = state.toAbsolutePath().normalize();
  }

  /**
   * Loads all files of the directories themselves, not of those below. No file is no problem, and
   * one that has problems is none for the others.
   *
   * @throws CatalogInvalid when a directory cannot be listed
   */
  public Catalog load(List<Path> directories) {
    return new Catalog(
        CatalogContent.NOTHING.next(check(CatalogTexts.of(directories)), Set::of, state));
  }

  /** Where what is under way is kept, absolute. */
  Path state() {
    return state;
  }

  /** All files, each by itself. */
  List<CheckedFile> check(CatalogTexts texts) {
    return Stream.concat(
            texts.applications().keySet().stream().map(file -> check(file, texts)),
            texts.misnamed().stream().map(this::misnamed))
        .toList();
  }

  CheckedFile misnamed(Path file) {
    var problem = CatalogProblem.of(file, "Only files named .yaml are read. Rename it.");
    return new CheckedFile(file, Map.of(), Optional.empty(), List.of(problem));
  }

  /** One of the files, by itself. */
  CheckedFile check(Path path, CatalogTexts texts) {
    var problems = new ArrayList<CatalogProblem>();
    var sources = new ArrayList<>(List.of(path));
    var file = yaml.read(path, texts, sources, problems);
    file.ifPresent(
        read -> {
          schema.check(read).forEach(problems::add);
          RULES.forEach(rule -> rule.check(read).forEach(problems::add));
          keepState(read, problems);
        });
    return new CheckedFile(
        path,
        sources.stream().distinct().collect(Collectors.toMap(source -> source, texts::text)),
        file,
        problems);
  }

  /** A shared part by itself: it is YAML, and what it extends is there. */
  CheckedFile checkPart(Path path, CatalogTexts texts) {
    var problems = new ArrayList<CatalogProblem>();
    yaml.read(path, texts, new ArrayList<>(), problems);
    return new CheckedFile(path, Map.of(), Optional.empty(), problems);
  }

  /** Who owns a home directory must not be able to write what is under way. */
  private void keepState(CatalogFile file, List<CatalogProblem> problems) {
    if (file.home().filter(state::startsWith).isPresent()) {
      var what = "The home directory holds reinstate.state.directory. Keep that outside: " + state;
      problems.add(CatalogProblem.ofMachine(file.path(), what));
    }
  }
}
