package io.reinstate.database;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.QuerySpec;
import io.reinstate.database.postgresql.PostgresqlListing;
import io.reinstate.database.postgresql.ProgramTooOld;
import io.reinstate.database.product.Database;
import io.reinstate.database.product.DatabaseUnavailable;
import io.reinstate.database.product.DumpFailed;
import io.reinstate.database.product.DumpFormat;
import io.reinstate.database.product.QueryFailed;
import io.reinstate.database.product.Questions;
import io.reinstate.database.sqlite.SqliteFile;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Host;
import io.reinstate.storage.Durable;
import io.reinstate.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Dumps databases of the catalog and asks them. Never writes to one. */
@Component
public final class Databases {

  private final Host host;

  public Databases(Host host) {
    this.host = host;
  }

  /**
   * Writes a dump that is consistent in itself while the database serves. It is written beside
   * under another name, read whole to verify it, synced, then renamed: under its name it is whole,
   * and nobody but its owner may read it. A second run writes it anew.
   *
   * @param file in a directory that is there
   * @throws DatabaseUnavailable when the database cannot be reached
   * @throws ProgramTooOld when {@code pg_dump} or {@code pg_restore} is older than the server
   * @throws DumpFailed when it failed, or what was written cannot be read
   */
  public DumpInfo dump(Application application, DatabaseId id, Path file) {
    Cancellation.check();
    var database = open(application, id);
    var target = file.toAbsolutePath().normalize();
    try {
      removeParts(target);
      var part = Files.createTempFile(target.getParent(), partPrefix(target), PART);
      try {
        return dump(application, id, database, part, target);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new DumpFailed(
          "The dump cannot be written: " + e,
          target.toString(),
          "Check that the directory is there, writable, and has space.",
          e);
    }
  }

  /** How a dump of that database will be read. */
  public static DumpFormat format(Application application, DatabaseId id) {
    return Products.format(application.database(id).server());
  }

  /**
   * What is wrong with a dump that a snapshot kept, as far as it can be told without the database:
   * SQLite's own check of the whole file; PostgreSQL's dump is listed where {@code pg_restore} is
   * on the PATH and not older than it.
   *
   * @return nothing when it can be read
   */
  public Optional<String> damage(Path dump, DumpFormat format) {
    return format == DumpFormat.SQLITE
        ? new SqliteFile(dump).damage()
        : new PostgresqlListing(host).damage(dump);
  }

  private static final String PART = ".part";

  private static DumpInfo dump(
      Application application, DatabaseId id, Database database, Path part, Path target)
      throws IOException {
    Optional<String> schema;
    String server;
    try (var questions = database.ask()) {
      schema = new Checks(application.database(id)).schema(questions);
      server = questions.server();
    }
    database.dump(part);
    Durable.sync(part);
    var sum = Sha256.of(part);
    Cancellation.check();
    Durable.move(part, target);
    return new DumpInfo(Files.size(target), sum, database.format(), schema, server);
  }

  private static String partPrefix(Path target) {
    return "." + target.getFileName() + ".";
  }

  /** Those of runs that were cut off. A program that may still write to one writes into nothing. */
  private static void removeParts(Path target) throws IOException {
    try (var parts =
        Files.newDirectoryStream(
            target.getParent(),
            path -> {
              var name = path.getFileName().toString();
              return name.startsWith(partPrefix(target)) && name.endsWith(PART);
            })) {
      for (var part : parts) {
        Files.deleteIfExists(part);
      }
    }
  }

  /**
   * Asks whether the database answers, and every check of the catalog. Failing to find out is an
   * answer too, so this throws only for what is wrong with Reinstate itself. First comes {@code
   * connection}, then the checks in their order.
   */
  public List<CheckResult> check(Application application, DatabaseId id) {
    var checks = new Checks(application.database(id));
    try (var questions = open(application, id).ask()) {
      return checks.ask(questions);
    } catch (DatabaseUnavailable e) {
      return checks.unanswered(e);
    }
  }

  /**
   * Asks one query. Failing to find out is an answer too, so this throws only for what is wrong
   * with Reinstate itself.
   *
   * @param since what {@code :since} in the query stands for
   */
  public CheckResult ask(
      Application application, DatabaseId id, QuerySpec query, Optional<Instant> since) {
    try (var questions = open(application, id).ask()) {
      return Checks.ask(query, since, questions);
    } catch (DatabaseUnavailable e) {
      var sentence = query.name() + ": " + e.getMessage();
      return e.refused()
          ? CheckResult.unknown(query.name(), sentence)
          : CheckResult.wrong(query.name(), sentence);
    }
  }

  /**
   * The version of the schema; nothing where the catalog has no query for it, or that finds none.
   *
   * @throws DatabaseUnavailable when the database cannot be reached
   * @throws QueryFailed when the query fails
   */
  public Optional<String> schemaVersion(Application application, DatabaseId id) {
    var spec = application.database(id);
    if (spec.schema().isEmpty()) {
      return Optional.empty();
    }
    try (var questions = open(application, id).ask()) {
      return new Checks(spec).schema(questions);
    }
  }

  /**
   * How much was written since a time, by what the catalog's queries count, in their order. For
   * PostgreSQL the time is a {@code timestamptz} in a session whose zone is UTC; for SQLite it is
   * text as {@code CURRENT_TIMESTAMP} writes it, in UTC and whole seconds.
   *
   * @throws DatabaseUnavailable when the database cannot be reached
   * @throws QueryFailed when a query fails
   */
  public Map<String, Long> writtenSince(Application application, DatabaseId id, Instant since) {
    var queries = application.database(id).written();
    var counts = new LinkedHashMap<String, Long>();
    if (queries.isEmpty()) {
      return counts;
    }
    try (var questions = open(application, id).ask()) {
      queries.forEach((name, sql) -> counts.put(name, count(name, sql, since, questions)));
    }
    return counts;
  }

  private static long count(String name, String sql, Instant since, Questions questions) {
    try {
      return questions.countSince(sql, since);
    } catch (SQLException e) {
      throw new QueryFailed(
          "What was written since cannot be counted: " + e.getMessage(),
          questions.where(),
          "Correct the query written." + name + " in the catalog.",
          e);
    }
  }

  private Database open(Application application, DatabaseId id) {
    return Products.open(host, application, id);
  }
}
