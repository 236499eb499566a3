package io.reinstate.database;

import static io.reinstate.database.CheckResult.Answer.RIGHT;
import static io.reinstate.database.CheckResult.Answer.WRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.QuerySpec;
import io.reinstate.database.product.DatabaseInUse;
import io.reinstate.database.product.DumpFormat;
import io.reinstate.database.product.DumpUnusable;
import io.reinstate.database.product.RestoreKey;
import io.reinstate.database.product.RestoreState;
import io.reinstate.host.LocalHost;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file in WAL mode, the harder of the two. */
class SqliteTest {

  private static final DatabaseId SEARCH = new DatabaseId("search");
  private static final String KEY = "7d3c-Task_RestoreDatabase";
  private static final String SHORT = RestoreKey.of(KEY).value();

  @TempDir Path home;

  private final Databases databases = new Databases(new LocalHost());

  private Path file;
  private Path work;
  private Path dump;
  private Application application;

  @BeforeEach
  void dumpThenWrite() throws IOException {
    file = Files.createDirectory(home.resolve("data #1?")).resolve("search.db");
    work = file.resolveSibling(".search.db.reinstate");
    dump = home.resolve("search.dump");
    application = application(file);
    execute(
        file,
        "pragma journal_mode = wal",
        "create table terms (id integer primary key, term text, at text default current_timestamp)",
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000)"
            + " insert into terms (term) select 'term ' || i from n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    databases.dump(application, SEARCH, dump);
    execute(file, "delete from terms where id <= 900");
  }

  @Test
  void dumpHoldsWhatIsOnlyInTheWriteAheadLog() throws Exception {
    try (var open = connect(file);
        var statement = open.createStatement()) {
      statement.execute("pragma wal_autocheckpoint = 0");
      statement.execute("insert into terms (term) values ('in the log')");
      assertThat(file.resolveSibling("search.db-wal")).isNotEmptyFile();

      var info = databases.dump(application, SEARCH, dump);

      assertThat(info.format()).isEqualTo(DumpFormat.SQLITE);
      assertThat(info.server()).startsWith("SQLite 3.");
      assertThat(info.schema()).hasValue("7");
      assertThat(info.size()).isEqualTo(Files.size(dump));
    }
    assertThat(rows(dump)).isEqualTo("101");
    assertThat(home).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void dumpSucceedsWhileOthersWriteAllTheTime() throws Exception {
    var writer =
        new ProcessBuilder(
                "sh",
                "-c",
                "while [ ! -e \"$2\" ]; do sqlite3 \"$1\" \"pragma busy_timeout=5000; insert into terms (term) values ('x')\" || exit 1; done",
                "writer",
                file.toString(),
                home.resolve("over").toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("writer.log").toFile());
    Needs.programs("sqlite3");
    var process = writer.start();
    try {
      for (var i = 0; i < 10; i++) {
        databases.dump(application, SEARCH, dump);
      }
    } finally {
      // Killed, it would leave the one that writes now behind.
      Files.createFile(home.resolve("over"));
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(Integer.parseInt(rows(dump))).isGreaterThan(99);
  }

  @Test
  void checksAndCountsAreAnsweredWithoutWriting() throws IOException {
    var spec =
        new DatabaseSpec(
            "Search",
            new DatabaseServer.Sqlite(file),
            List.of(),
            List.of(
                check("rows", "select count(*) from terms", "100"),
                check("writes", "delete from terms returning id", "1")),
            Map.of("terms", "select count(*) from terms where at >= :since or :since is null"),
            Optional.empty());
    var application = TestPostgresql.application(home, SEARCH, spec);

    assertThat(databases.check(application, SEARCH))
        .extracting(CheckResult::answer)
        .containsExactly(RIGHT, RIGHT, WRONG);
    assertThat(databases.writtenSince(application, SEARCH, Instant.EPOCH))
        .containsExactly(Map.entry("terms", 100L));
    assertThat(databases.writtenSince(application, SEARCH, Instant.parse("2999-01-01T00:00:00Z")))
        .containsExactly(Map.entry("terms", 0L));
  }

  @Test
  void fileThatIsMissingIsNotCreatedByAsking() {
    var gone = application(home.resolve("gone.db"));

    assertThat(databases.check(gone, SEARCH)).extracting(CheckResult::answer).startsWith(WRONG);
    assertThat(home.resolve("gone.db")).doesNotExist();
  }

  @Test
  void exchangeKeepsTheFormerFileUntilItIsConfirmed() throws IOException {
    prepare();
    assertThat(rows(file)).isEqualTo("100");
    exchange();

    assertThat(rows(file)).isEqualTo("1000");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(restores().unconfirmed(application))
        .containsExactly(new BegunRestore(SEARCH, SHORT, RestoreState.EXCHANGED));

    restores().confirm(application, SEARCH, KEY);
    restores().confirm(application, SEARCH, KEY);
    assertThat(work).isEmptyDirectory();
    assertThat(rows(file)).isEqualTo("1000");
  }

  @Test
  void revertPutsTheFormerFileBackAndKeepsWhatWasWrittenMeanwhile() {
    prepare();
    exchange();
    execute(file, "insert into terms (term) values ('meanwhile')");
    revert();
    revert();

    assertThat(rows(file)).isEqualTo("100");
    assertThat(rows(work.resolve(SHORT + ".after"))).isEqualTo("1001");
    assertThatThrownBy(this::exchange).isInstanceOf(DatabaseRestoreRefused.class);
    restores().confirm(application, SEARCH, KEY);
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void databaseThatIsDamagedOrGoneIsReplacedAllTheSame() throws IOException {
    Files.writeString(
        file, "this is no database at all, but long enough to look like one".repeat(99));
    prepare();
    exchange();
    assertThat(rows(file)).isEqualTo("1000");
    revert();
    assertThat(file).content().startsWith("this is no database");
    restores().confirm(application, SEARCH, KEY);

    Files.delete(file);
    prepare();
    exchange();
    assertThat(rows(file)).isEqualTo("1000");
  }

  @Test
  void logThatSomebodyLeftBehindBelongsToTheFormerFile() throws Exception {
    prepare();
    var copy = home.resolve("copy-wal");
    try (var open = connect(file);
        var statement = open.createStatement()) {
      statement.execute("pragma wal_autocheckpoint = 0");
      statement.execute("insert into terms (term) values ('left in the log')");
      Files.copy(file.resolveSibling("search.db-wal"), copy);
      Files.copy(file, home.resolve("copy"));
    }
    // As after a kill: the file without the last change, which is in the log beside it.
    Files.copy(home.resolve("copy"), file, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(copy, file.resolveSibling("search.db-wal"));

    exchange();
    assertThat(rows(file)).isEqualTo("1000");
    revert();
    assertThat(rows(file)).isEqualTo("101");
  }

  @Test
  void damagedDumpsAreRefusedAndLeaveNothing() throws IOException {
    for (var part : List.of(0.0, 0.01, 0.5, 0.9)) {
      var cut = Files.copy(dump, home.resolve("cut-" + part));
      try (var channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
        channel.truncate((long) (Files.size(dump) * part));
      }
      assertThatThrownBy(() -> restores().prepare(application, SEARCH, cut, KEY))
          .as("%s of it", part)
          .isInstanceOf(DumpUnusable.class);
      assertThat(work).isEmptyDirectory();
    }
  }

  @Test
  void dumpOfAnotherDatabaseIsRefused() {
    var other = home.resolve("other.db");
    execute(other, "create table carts (id integer)");

    assertThatThrownBy(() -> restores().prepare(application, SEARCH, other, KEY))
        .isInstanceOf(DumpUnusable.class)
        .hasMessageContaining("dump of another database");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void processThatHasItOpenIsNamedAndNothingIsExchanged() throws Exception {
    Needs.programs("sqlite3");
    prepare();
    var holder = new ProcessBuilder("sqlite3", file.toString()).start();
    try {
      var input = holder.outputWriter();
      input.write("select count(*) from terms;\n");
      input.flush();
      assertThat(holder.inputReader().readLine()).isEqualTo("100");

      assertThatThrownBy(this::exchange)
          .isInstanceOf(DatabaseInUse.class)
          .hasMessageContaining("process " + holder.pid());
      assertThat(state()).isEqualTo(RestoreState.PREPARED);
    } finally {
      holder.destroy();
      assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    exchange();
    assertThat(rows(file)).isEqualTo("1000");
  }

  @Test
  void everyStepCutOffAnywhereIsCompletedByASecondRun() {
    for (var point = 1; crash(point, r -> r.prepare(application, SEARCH, dump, KEY)); point++) {
      prepare();
      assertThat(state()).isEqualTo(RestoreState.PREPARED);
      revert();
      assertThat(work).isEmptyDirectory();
    }
    prepare();
    var exchanges = 1;
    for (; crash(exchanges, r -> r.exchange(application, SEARCH, KEY)); exchanges++) {
      assertThat(restores().unconfirmed(application)).hasSize(1);
      exchange();
      assertThat(rows(file)).isEqualTo("1000");
      anew();
    }
    assertThat(exchanges).isEqualTo(3);
    for (var point = 1; crash(point, r -> r.confirm(application, SEARCH, KEY)); point++) {
      restores().confirm(application, SEARCH, KEY);
      assertThat(work).isEmptyDirectory();
      execute(file, "delete from terms where id <= 900");
      prepare();
      exchange();
    }
  }

  @Test
  void exchangeCutOffAnywhereIsUndoneByARevertThatMayBeCutOffToo() {
    prepare();
    for (var point = 1; crash(point, r -> r.exchange(application, SEARCH, KEY)); point++) {
      for (var back = 1; crash(back, r -> r.revert(application, SEARCH, KEY)); back++) {
        revert();
        assertThat(rows(file)).isEqualTo("100");
        assertThat(restores().unconfirmed(application)).isEmpty();
        anew();
        crash(point, r -> r.exchange(application, SEARCH, KEY));
      }
      assertThat(rows(file)).isEqualTo("100");
      anew();
    }
  }

  private void anew() {
    revert();
    if (state() == RestoreState.REVERTED) {
      restores().confirm(application, SEARCH, KEY);
    }
    assertThat(work).isEmptyDirectory();
    assertThat(rows(file)).isEqualTo("100");
    prepare();
  }

  private interface Step {
    void run(DatabaseRestores restores);
  }

  private static boolean crash(int point, Step step) {
    var restores = new DatabaseRestores(new LocalHost(), PowerFailure.at(point));
    return PowerFailure.during(() -> step.run(restores));
  }

  private Application application(Path file) {
    var spec =
        new DatabaseSpec(
            "Search",
            new DatabaseServer.Sqlite(file),
            List.of(),
            List.of(check("rows", "select count(*) from terms", "100")),
            Map.of(),
            Optional.of("select 7"));
    return TestPostgresql.application(home, SEARCH, spec);
  }

  private static QuerySpec check(String name, String sql, String expect) {
    return new QuerySpec(name, sql, Optional.of(expect), Optional.empty(), Optional.empty());
  }

  private static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
  }

  private static void execute(Path file, String... statements) {
    try (var connection = connect(file);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String rows(Path file) {
    try (var connection = connect(file);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from terms")) {
      return rows.getString(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private DatabaseRestores restores() {
    return new DatabaseRestores(new LocalHost());
  }

  private RestoreState state() {
    return restores().state(application, SEARCH, KEY);
  }

  private void prepare() {
    restores().prepare(application, SEARCH, dump, KEY);
  }

  private void exchange() {
    restores().exchange(application, SEARCH, KEY);
  }

  private void revert() {
    restores().revert(application, SEARCH, KEY);
  }
}
