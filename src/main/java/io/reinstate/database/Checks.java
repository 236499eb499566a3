package io.reinstate.database;

import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.QuerySpec;
import io.reinstate.database.product.DatabaseUnavailable;
import io.reinstate.database.product.QueryFailed;
import io.reinstate.database.product.Questions;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The catalog's checks, asked of a database. */
final class Checks {

  static final String CONNECTION = "connection";

  private final DatabaseSpec spec;

  Checks(DatabaseSpec spec) {
    this.spec = spec;
  }

  List<CheckResult> ask(Questions questions) {
    var connected =
        CheckResult.right(
            CONNECTION, "%s answers (%s).".formatted(spec.title(), questions.server()));
    return Stream.concat(
            Stream.of(connected), spec.checks().stream().map(query -> ask(query, questions)))
        .toList();
  }

  /** Where nobody could be asked. */
  List<CheckResult> unanswered(DatabaseUnavailable why) {
    var connection =
        why.refused()
            ? CheckResult.unknown(CONNECTION, why.getMessage())
            : CheckResult.wrong(CONNECTION, why.getMessage());
    var others =
        spec.checks().stream()
            .map(
                query -> CheckResult.unknown(query.name(), query.name() + ": could not be asked."));
    return Stream.concat(Stream.of(connection), others).toList();
  }

  Optional<String> schema(Questions questions) {
    return spec.schema().flatMap(sql -> schema(sql, questions));
  }

  private static Optional<String> schema(String sql, Questions questions) {
    try {
      return questions.value(sql);
    } catch (SQLException e) {
      throw new QueryFailed(
          "The version of the schema cannot be read: " + e.getMessage(),
          questions.where(),
          "Correct the query schema in the catalog.",
          e);
    }
  }

  private static CheckResult ask(QuerySpec query, Questions questions) {
    return ask(query, Optional.empty(), questions);
  }

  /** Asks one query, in which {@code :since} may stand for a time. */
  static CheckResult ask(QuerySpec query, Optional<Instant> since, Questions questions) {
    try {
      return judge(
          query,
          since.isPresent()
              ? questions.valueSince(query.sql(), since.get())
              : questions.value(query.sql()));
    } catch (SQLException e) {
      var sentence = "%s: the query failed: %s".formatted(query.name(), e.getMessage());
      return questions.tellsNothing(e)
          ? CheckResult.unknown(query.name(), sentence)
          : CheckResult.wrong(query.name(), sentence);
    }
  }

  private static CheckResult judge(QuerySpec query, Optional<String> found) {
    var value = found.orElse("nothing");
    var wanted =
        Stream.of(
                query.expect().filter(e -> !found.equals(Optional.of(e))).map(e -> "«" + e + "»"),
                query.least().filter(l -> !holds(found, l, 1)).map(l -> "at least " + l),
                query.most().filter(m -> !holds(found, m, -1)).map(m -> "at most " + m))
            .flatMap(Optional::stream)
            .toList();
    return wanted.isEmpty()
        ? CheckResult.right(query.name(), "%s: %s.".formatted(query.name(), value))
        : CheckResult.wrong(
            query.name(),
            "%s: %s, expected %s.".formatted(query.name(), value, String.join(" and ", wanted)));
  }

  /** Whether the value is a number that is the limit or lies on that side of it. */
  private static boolean holds(Optional<String> value, BigDecimal limit, int side) {
    try {
      return value.map(BigDecimal::new).filter(v -> v.compareTo(limit) * side >= 0).isPresent();
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
