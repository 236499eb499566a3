package io.reinstate.rollback.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.Runbook;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Columns have room for whatever the catalog and the engine allow, on every database. */
class ColumnsTest extends EachDatabase {

  /** What has no limit needs a column that has none either. */
  private static final int WITHOUT_LIMIT = 1_000_000;

  /** Of the engine: ids of people, groups and instances are varchar(64) in all its tables. */
  private static final int ENGINE_ID = 64;

  /** {@code Reasons}, notes and lines of the record cut off or refuse what is longer. */
  private static final int REASON = 2000;

  private static final int DETAIL = 4000;
  private static final int STEP = 200;

  /** An IPv6 address with an IPv4 one at its end. */
  private static final int ADDRESS = 45;

  @ParameterizedTest
  @MethodSource("databases")
  void everyColumnHasRoomForTheLongestThatMayComeIntoIt(DataSource database) throws IOException {
    Tables.in(database).migrate();
    var needed = needed();

    var columns = widths(database);

    assertThat(columns.keySet()).isEqualTo(needed.keySet());
    columns.forEach(
        (column, width) -> assertThat(width).as(column).isGreaterThanOrEqualTo(needed.get(column)));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatTheCatalogAllowsIsKept(DataSource database) {
    Tables.in(database).migrate();
    var record = new RecordDatabase(database);
    var name = "a".repeat(longest(ApplicationId::new));
    var rollbacks = record.rollbacks(Clock.systemUTC(), RecordDatabase.catalog(name));
    var toggles = "toggles " + String.join(", ", Collections.nCopies(500, name));
    var reason = "😀".repeat(REASON / 2);

    var opened =
        rollbacks.open(
            new Act(
                "i-1",
                "feature-toggle-rollback",
                new ApplicationId(name),
                "olivia",
                Optional.of(toggles),
                Optional.of(target()),
                Optional.of(reason)));
    var title = "Say it to everybody. ".repeat(500);
    var attestations = record.attestations(Clock.systemUTC());
    attestations.keep(
        "i-1",
        Checklist.MANUAL,
        title,
        Attestation.Answer.DONE,
        Optional.empty(),
        Optional.of("olivia"));

    assertThat(opened.subject()).contains(toggles);
    assertThat(opened.reason()).contains(reason);
    assertThat(attestations.of("i-1").get(0).item()).isEqualTo(title);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatAProgramPrintedIsKeptThoughPostgresqlTakesNoNul(DataSource database) {
    Tables.in(database).migrate();
    var record = new RecordDatabase(database);
    var rollbacks = record.rollbacks(Clock.systemUTC(), RecordDatabase.catalog("shop"));
    rollbacks.open(
        new Act(
            "i-1",
            "module-rollback",
            new ApplicationId("shop"),
            "olivia",
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));

    record.failures(Clock.systemUTC()).keep("i-1", "Start", "SERVICE_FAILED", "core\0dump");
    rollbacks.addDetail("i-1", "It printed \0.");

    assertThat(record.failures(Clock.systemUTC()).of("i-1").get(0).text())
        .isEqualTo("core\uFFFDdump");
    assertThat(rollbacks.of("i-1").detail()).contains("It printed \uFFFD.");
    assertThatThrownBy(
            () ->
                record
                    .attestations(Clock.systemUTC())
                    .keep(
                        "i-1",
                        Checklist.BEFORE,
                        "Item",
                        Attestation.Answer.DONE,
                        Optional.of("\0"),
                        Optional.of("olivia")))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("NUL");
  }

  private static Map<String, Integer> needed() throws IOException {
    var application = longest(ApplicationId::new);
    var key = application + ("-" + Integer.MAX_VALUE).length();
    var plan = key + ("." + Integer.MAX_VALUE).length();
    var needed = new TreeMap<String, Integer>();
    needed.put("claim.application", application);
    needed.put("claim.instance", ENGINE_ID);
    needed.put("turn.application", application);
    needed.put("rollback.instance", ENGINE_ID);
    needed.put("rollback.rollback_key", key);
    needed.put("rollback.application", application);
    needed.put("rollback.runbook", longestRunbook());
    needed.put("rollback.subject", WITHOUT_LIMIT);
    needed.put("rollback.target", target().length());
    needed.put("rollback.reason", REASON);
    needed.put("rollback.requester", ENGINE_ID);
    needed.put("rollback.undoes", ENGINE_ID);
    needed.put("rollback.outcome", longestOf(Outcome.values()));
    needed.put("rollback.detail", DETAIL);
    needed.put("description.instance", ENGINE_ID);
    needed.put("description.sha256", 64);
    needed.put("description.content", WITHOUT_LIMIT);
    needed.put("plan.id", plan);
    needed.put("plan.instance", ENGINE_ID);
    needed.put("plan.content", WITHOUT_LIMIT);
    needed.put("vote.plan", plan);
    needed.put("vote.person", ENGINE_ID);
    needed.put("vote.answer", longestOf(Decision.Answer.values()));
    needed.put("vote.reason", REASON);
    needed.put("membership.person", ENGINE_ID);
    needed.put("membership.group_id", ENGINE_ID);
    needed.put("known_address.person", ENGINE_ID);
    needed.put("known_address.address", ADDRESS);
    needed.put("attestation.instance", ENGINE_ID);
    needed.put("attestation.checklist", longestOf(Checklist.values()));
    needed.put("attestation.item", WITHOUT_LIMIT);
    needed.put("attestation.answer", longestOf(Attestation.Answer.values()));
    needed.put("attestation.note", REASON);
    needed.put("attestation.attested_by", ENGINE_ID);
    needed.put("failure.instance", ENGINE_ID);
    needed.put("failure.step", STEP);
    needed.put("failure.code", longestErrorCode());
    needed.put("failure.text", DETAIL);
    return needed;
  }

  private static String target() {
    return SnapshotId.of(
            new ApplicationId("a".repeat(longest(ApplicationId::new))),
            new SnapshotLabel("a".repeat(longest(SnapshotLabel::new))),
            Instant.EPOCH)
        .toString();
  }

  /** How long a name may be before it is refused. */
  private static int longest(Consumer<String> rule) {
    var length = 1;
    while (accepts(rule, "a".repeat(length + 1))) {
      length++;
    }
    return length;
  }

  private static boolean accepts(Consumer<String> rule, String name) {
    try {
      rule.accept(name);
      return true;
    } catch (ReinstateException e) {
      return false;
    }
  }

  private static int longestOf(Enum<?>... values) {
    return longest(Arrays.stream(values).map(Enum::name));
  }

  /** A runbook's, or that of another process that claims an application. */
  private static int longestRunbook() throws IOException {
    try (var models = Files.list(Path.of("bpmn"))) {
      return longest(
          Stream.concat(
              KnownRunbooks.ALL.runbooks().stream().map(Runbook::id),
              models.map(model -> model.getFileName().toString())));
    }
  }

  /** Those that the models name, and those that are no errors of a model. */
  private static int longestErrorCode() throws IOException {
    try (var models = Files.list(Path.of("bpmn"))) {
      var codes = Stream.<String>builder().add(Failure.OPTION_FAILED).add("NOBODY_CAN_TELL");
      for (var model : models.toList()) {
        var errors = Pattern.compile("errorCode=\"([^\"]*)\"").matcher(Files.readString(model));
        errors.results().forEach(found -> codes.add(found.group(1)));
      }
      return longest(codes.build());
    }
  }

  private static int longest(Stream<String> texts) {
    return texts.mapToInt(String::length).max().orElseThrow();
  }

  /** Of all columns of text; one without a limit has a great width. */
  private static Map<String, Integer> widths(DataSource database) {
    var widths = new TreeMap<String, Integer>();
    JdbcClient.create(database)
        .sql(
            "select lower(TABLE_NAME) as T, lower(COLUMN_NAME) as C,"
                + " coalesce(CHARACTER_MAXIMUM_LENGTH, 2147483647) as W from INFORMATION_SCHEMA.COLUMNS"
                + " where lower(TABLE_NAME) like 'reinstate_%' and lower(TABLE_NAME) <> 'reinstate_migration'"
                + " and (lower(DATA_TYPE) like 'character%' or lower(DATA_TYPE) = 'text')")
        .query(
            row -> {
              widths.put(
                  row.getString("T").substring("reinstate_".length()) + "." + row.getString("C"),
                  (int) Math.min(Integer.MAX_VALUE, row.getLong("W")));
            });
    return widths;
  }
}
