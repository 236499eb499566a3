package io.reinstate.catalog.rule;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Databases can be reached, told apart and named anew, and their queries can be right. */
public final class DatabaseRule implements CatalogRule {

  /** A restore appends up to 18 characters; PostgreSQL cuts names off after 63. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,44}");

  /** The time in a query. */
  static final Pattern SINCE = Pattern.compile("(?<!:):since\\b");

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var databases = file.root().at("databases").entries().toList();
    var services = keys(file.root().at("services"));
    var problems =
        databases.stream()
            .flatMap(
                each ->
                    Stream.of(
                            each.at("services").items().flatMap(s -> unknown(s, services)),
                            postgresql(each.at("postgresql"), file.home()),
                            sqlite(each.at("sqlite").at("file"), file.home()),
                            checks(each.at("checks")),
                            each.at("written").entries().flatMap(DatabaseRule::written))
                        .flatMap(found -> found));
    return Stream.of(problems, twice(databases, file.home()), migrated(file, databases))
        .flatMap(found -> found);
  }

  private static List<String> keys(Section section) {
    return section.entries().map(Section::key).toList();
  }

  private static Stream<CatalogProblem> unknown(Section name, List<String> known) {
    return name.text().stream()
        .filter(text -> !known.contains(text))
        .map(text -> "There is no service «" + text + "». " + NearestNames.of(text, known))
        .map(name::problem);
  }

  private static Stream<CatalogProblem> migrated(CatalogFile file, List<Section> databases) {
    var known = databases.stream().map(Section::key).toList();
    var named = file.root().at("migrations").at("database");
    return named.text().stream()
        .filter(text -> !known.contains(text))
        .map(text -> "There is no database «" + text + "». " + NearestNames.of(text, known))
        .map(named::problem);
  }

  private static Stream<CatalogProblem> postgresql(Section server, Optional<Path> home) {
    var database = server.at("database");
    var programs = server.at("programs");
    return Stream.of(
            misnamed(database),
            misnamed(server.at("maintenance")),
            same(database, server.at("maintenance")),
            socket(server.at("host")),
            SecretRule.missing(server.at("password")),
            home.stream()
                .flatMap(each -> programs.path().map(each::resolve).stream())
                .filter(directory -> !Files.isExecutable(directory.resolve("pg_restore")))
                .map(
                    directory ->
                        programs.ofMachine("There is no pg_restore in " + directory + ".")))
        .flatMap(found -> found);
  }

  private static Stream<CatalogProblem> misnamed(Section name) {
    return name.text().stream()
        .filter(text -> !text.isEmpty() && !NAME.matcher(text).matches())
        .map(
            text ->
                name.problem(
                    "«"
                        + text
                        + "» cannot be exchanged. Names are letters, digits, underscores, hyphens"
                        + " and dots, start with a letter, and have at most 45 characters."));
  }

  private static Stream<CatalogProblem> same(Section database, Section maintenance) {
    return maintenance.text().equals(database.text()) && maintenance.exists()
        ? Stream.of(
            maintenance.problem(
                "One has to be connected to another database while this one is renamed."))
        : Stream.empty();
  }

  private static Stream<CatalogProblem> socket(Section host) {
    return host.text().stream()
        .filter(text -> !text.matches("[A-Za-z0-9.:_%-]+"))
        .map(text -> host.problem("«" + text + "» is no host name or address."));
  }

  private static Stream<CatalogProblem> sqlite(Section file, Optional<Path> home) {
    return home.stream()
        .flatMap(
            each ->
                file.path().map(path -> each.resolve(path).normalize()).stream()
                    .flatMap(path -> sqlite(file, path, each)));
  }

  private static Stream<CatalogProblem> sqlite(Section file, Path path, Path home) {
    if (!path.startsWith(home) || path.equals(home) || leaves(path, home)) {
      return Stream.of(
          file.problem("The database must be a file inside the home directory " + home + "."));
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      return Stream.of(file.ofMachine(path + " is no file."));
    }
    return Stream.empty();
  }

  /** A link may lead out of it. */
  private static boolean leaves(Path path, Path home) {
    return Files.exists(path) && !PathRule.real(path).startsWith(PathRule.real(home));
  }

  private static Stream<CatalogProblem> checks(Section checks) {
    var seen = new HashSet<String>();
    return checks
        .items()
        .flatMap(
            query -> {
              var name = query.at("name");
              var again = name.text().filter(text -> !seen.add(text)).isPresent();
              return Stream.concat(
                  again
                      ? Stream.of(
                          name.problem("Another check here has this name. Name them apart."))
                      : Stream.empty(),
                  impossible(query));
            });
  }

  /** Bounds between which no number lies. */
  static Stream<CatalogProblem> impossible(Section query) {
    var least = query.at("least").number();
    var most = query.at("most").number();
    return least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0
        ? Stream.of(query.at("most").problem("No number is right: this is less than least."))
        : Stream.empty();
  }

  private static Stream<CatalogProblem> written(Section query) {
    return query.text().stream()
        .filter(sql -> !sql.isEmpty() && !SINCE.matcher(sql).find())
        .map(
            sql ->
                query.problem(
                    "It counts everything ever written. Compare a time with :since in it."));
  }

  private static Stream<CatalogProblem> twice(List<Section> databases, Optional<Path> home) {
    var seen = new HashSet<String>();
    return databases.stream()
        .flatMap(
            each ->
                target(each, home)
                    .filter(target -> !seen.add(target))
                    .map(target -> each.problem("Another database here is this one too: " + target))
                    .stream());
  }

  private static Optional<String> target(Section database, Optional<Path> home) {
    var server = database.at("postgresql");
    var name = server.at("database").text();
    if (name.isPresent()) {
      return name.map(
          text ->
              "%s at %s:%s."
                  .formatted(
                      text,
                      server.at("host").text().orElse("127.0.0.1"),
                      server.at("port").number().map(Object::toString).orElse("5432")));
    }
    return home.flatMap(
        each ->
            database
                .at("sqlite")
                .at("file")
                .path()
                .map(path -> each.resolve(path).normalize() + "."));
  }
}
