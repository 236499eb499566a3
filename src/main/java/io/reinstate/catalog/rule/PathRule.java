package io.reinstate.catalog.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The home directory and the working directories exist, and nothing leaves the home directory. */
public final class PathRule implements CatalogRule {

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var home = file.home();
    if (home.isEmpty()) {
      return Stream.empty();
    }
    if (!Files.isDirectory(home.get())) {
      var what = "There is no directory " + home.get() + ". Create it or correct the path.";
      return Stream.concat(
          Stream.of(file.root().at("home").ofMachine(what)),
          ServiceSections.runs(file).flatMap(run -> log(run, home.get())));
    }
    return ServiceSections.runs(file)
        .flatMap(run -> Stream.concat(directory(run, home.get()), log(run, home.get())));
  }

  private static Stream<CatalogProblem> directory(Section run, Path home) {
    var section = run.at("directory");
    return section.path().map(home::resolve).stream()
        .flatMap(directory -> directoryProblem(section, directory, home).stream());
  }

  private static Optional<CatalogProblem> directoryProblem(
      Section section, Path directory, Path home) {
    if (!Files.isDirectory(directory)) {
      return Optional.of(section.ofMachine("There is no directory " + directory.normalize() + "."));
    }
    return real(directory).startsWith(real(home))
        ? Optional.empty()
        : Optional.of(section.ofMachine("This leaves the home directory " + home + "."));
  }

  private static Stream<CatalogProblem> log(Section run, Path home) {
    return Stream.concat(
        inside(run.at("log"), "log", home), inside(run.at("pidFile"), "pid file", home));
  }

  private static Stream<CatalogProblem> inside(Section section, String what, Path home) {
    return section.path().map(log -> home.resolve(log).normalize()).stream()
        .filter(log -> !log.startsWith(home) || log.equals(home))
        .map(
            log ->
                section.problem(
                    "The %s must be a file inside the home directory %s.".formatted(what, home)));
  }

  /** With links followed; the path itself where that cannot be done. */
  public static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
