package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.QuerySpec;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.database.CheckResult;
import io.reinstate.database.DatabaseRestores;
import io.reinstate.database.Databases;
import io.reinstate.database.product.DatabaseRestoreFailed;
import io.reinstate.database.product.DatabaseUnavailable;
import io.reinstate.database.product.DumpFailed;
import io.reinstate.host.LocalHost;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who owns an application's SQLite file fills it, and what lies beside it, with traps. */
@Tag("long")
class HostileSqliteIT {

  private static final DatabaseId ORDERS = new DatabaseId("orders");
  private static final String SECRET = "what only root may read";

  @TempDir private Path root;

  private final Databases databases = new Databases(new LocalHost());
  private final DatabaseRestores restores = new DatabaseRestores(new LocalHost());
  private SystemUser owner;
  private Path home;
  private Path file;
  private Path dump;

  @BeforeEach
  void aDatabaseOfItsOwner() throws IOException {
    owner = SystemUser.weAreRoot() ? SystemUser.of("nobody").orElseThrow() : SystemUser.own();
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    home = Files.createDirectories(root.resolve("of-nobody/home"));
    file = home.resolve("orders.db");
    execute(file, "create table orders (id integer)", "insert into orders values (1), (2)");
    give(home.getParent(), home, file);
    dump = root.resolve("orders.dump");
  }

  @Test
  void aFileThatIsALinkToTheDatabaseOfAnotherIsNeitherDumpedNorReplaced() throws IOException {
    Needs.root();
    databases.dump(application(), ORDERS, dump);
    var foreign = rootsDatabase();
    Files.delete(file);
    Files.createSymbolicLink(file, foreign);

    assertThat(databases.check(application(), ORDERS))
        .extracting(CheckResult::answer)
        .containsExactly(CheckResult.Answer.WRONG, CheckResult.Answer.UNKNOWN);
    assertThatThrownBy(() -> databases.dump(application(), ORDERS, root.resolve("second.dump")))
        .isInstanceOf(DatabaseUnavailable.class);

    assertThatThrownBy(() -> restores.prepare(application(), ORDERS, dump, "key"))
        .isInstanceOf(DatabaseRestoreFailed.class)
        .hasMessageContaining("AccessDenied");

    assertThat(foreign.getParent()).isDirectoryContaining(each -> each.equals(foreign));
    assertThat(Files.list(foreign.getParent())).containsExactly(foreign);
    assertThat(value(foreign, "select text from secrets")).isEqualTo(SECRET);
    assertThat(Files.getAttribute(foreign, "unix:uid")).isEqualTo(0);
  }

  @Test
  void aWorkAreaThatLeadsElsewhereGetsNoFile() throws IOException {
    Needs.root();
    databases.dump(application(), ORDERS, dump);
    var outside = Files.createDirectory(root.resolve("outside"));
    var work = file.resolveSibling(".orders.db.reinstate");
    Files.deleteIfExists(work);
    Files.createSymbolicLink(work, outside);

    assertThatThrownBy(() -> restores.prepare(application(), ORDERS, dump, "key"))
        .isInstanceOf(DatabaseRestoreFailed.class);

    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aLogThatIsALinkLeavesRootsFileAsItIs() throws IOException {
    Needs.root();
    var secret = Files.writeString(root.resolve("secret"), SECRET);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    execute(file, "pragma journal_mode = wal");
    for (var side : List.of("-wal", "-shm", "-journal")) {
      Files.createSymbolicLink(file.resolveSibling("orders.db" + side), secret);
    }

    assertThat(databases.check(application(), ORDERS))
        .extracting(CheckResult::answer)
        .doesNotContain(CheckResult.Answer.RIGHT);

    assertThat(secret).hasContent(SECRET);
    assertThat(Files.getAttribute(secret, "unix:uid")).isEqualTo(0);
  }

  @Test
  void dumpAndRestoreOfAnotherUsersFileBelongToWhomTheyShould() throws IOException {
    Needs.root();
    databases.dump(application(), ORDERS, dump);
    execute(file, "delete from orders");
    restores.prepare(application(), ORDERS, dump, "key");
    restores.exchange(application(), ORDERS, "key");
    restores.confirm(application(), ORDERS, "key");

    assertThat(value(file, "select count(*) from orders")).isEqualTo("2");
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo((int) owner.uid());
    assertThat(Files.getAttribute(dump, "unix:uid")).isEqualTo(0);
    assertThat(file.resolveSibling(".orders.db.reinstate")).isEmptyDirectory();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aViewInPlaceOfATableThatNeverEndsIsStopped() {
    view("with recursive n(i) as (select 1 union all select i from n) select i as id from n");

    assertThat(databases.check(application(), ORDERS))
        .extracting(CheckResult::answer)
        .containsExactly(CheckResult.Answer.RIGHT, CheckResult.Answer.UNKNOWN);
  }

  @Test
  void aViewThatTakesAllMemoryOrLoadsALibraryIsRefused() {
    for (var trap :
        List.of(
            "select hex(zeroblob(400000000)) as id",
            "select load_extension('/tmp/library') as id",
            "select fts3_tokenizer('simple', x'0000000000000000') as id",
            "select readfile('/etc/passwd') as id",
            "select writefile('/tmp/written', 'text') as id")) {
      view(trap);

      assertThat(databases.check(application(), ORDERS))
          .as(trap)
          .extracting(CheckResult::answer)
          .containsExactly(CheckResult.Answer.RIGHT, CheckResult.Answer.WRONG);
      assertThat(databases.check(application(), ORDERS).get(1).sentence())
          .contains("the query failed");
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void conditionsThatTakeAllMemoryAreNotComputedWhenTheCopyIsRead() {
    execute(
        file,
        "drop table orders",
        "create table orders (id integer check (length(hex(zeroblob(400000000 * (id > 5)))) < 9))",
        "insert into orders values (1)",
        "pragma writable_schema = on",
        "update sqlite_master set sql = replace(sql, '> 5', '> 0')");

    assertThat(databases.dump(application(), ORDERS, dump).size()).isPositive();

    execute(
        file,
        "drop table orders",
        "create table orders (id integer)",
        "insert into orders values (1)",
        "create index trap on orders (length(zeroblob(400000000 * (id > 5))))",
        "pragma writable_schema = on",
        "update sqlite_master set sql = replace(sql, '> 5', '> 0')");

    assertThatThrownBy(() -> databases.dump(application(), ORDERS, dump))
        .isInstanceOf(DumpFailed.class)
        .hasMessageContaining("too big");
  }

  @Test
  void triggersOfADumpThatIsRestoredDoNothing() {
    execute(
        file,
        "create table trap (text)",
        "create trigger sprung after insert on orders begin insert into trap values ('x'); end");
    databases.dump(application(), ORDERS, dump);

    restores.prepare(application(), ORDERS, dump, "key");
    restores.exchange(application(), ORDERS, "key");

    assertThat(value(file, "select count(*) from trap")).isEqualTo("0");
  }

  @Test
  void aFileOfHolesThatClaimsMorePagesThanTheDiskHasIsRefusedBeforeItIsWritten()
      throws IOException {
    execute(file, "pragma page_size = 65536", "vacuum");
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      var pages = 0x0FFF_0000;
      try {
        bytes.setLength(65536L * pages);
      } catch (IOException e) {
        // ext4 ends at 16 TiB.
        pages = 0x0F00_0000;
        bytes.setLength(65536L * pages);
      }
      bytes.seek(28);
      bytes.writeInt(pages);
    }
    var begin = System.nanoTime();

    assertThatThrownBy(() -> databases.dump(application(), ORDERS, dump))
        .isInstanceOf(DumpFailed.class)
        .hasMessageContaining("The dump takes ");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    assertThat(dump).doesNotExist();
  }

  private void view(String select) {
    execute(
        file,
        "drop " + value(file, "select type from sqlite_master where name = 'orders'") + " orders",
        "create view orders as " + select);
  }

  private Path rootsDatabase() throws IOException {
    var directory = Files.createDirectory(root.resolve("of-root"));
    var foreign = directory.resolve("secrets.db");
    execute(
        foreign, "create table secrets (text)", "insert into secrets values ('" + SECRET + "')");
    Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rw-------"));
    return foreign;
  }

  private void give(Path... paths) throws IOException {
    if (SystemUser.weAreRoot()) {
      for (var path : paths) {
        Files.setAttribute(path, "unix:uid", (int) owner.uid());
        Files.setAttribute(path, "unix:gid", (int) owner.gid());
      }
    }
  }

  private Application application() {
    var rows =
        new QuerySpec(
            "rows",
            "select max(id) from orders",
            Optional.of("2"),
            Optional.empty(),
            Optional.empty());
    var spec =
        new DatabaseSpec(
            "Orders",
            new DatabaseServer.Sqlite(file),
            List.of(),
            List.of(rows),
            Map.of(),
            Optional.empty());
    return ApplicationBuilder.shop(home)
        .user(owner)
        .files("app/**")
        .databases(Map.of(ORDERS, spec))
        .build();
  }

  private static void execute(Path file, String... statements) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String value(Path file, String sql) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
