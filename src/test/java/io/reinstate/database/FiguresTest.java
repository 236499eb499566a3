package io.reinstate.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.host.LocalHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells durations on this machine: {@code mvn test -Dtest=FiguresTest -DargLine=-Dfigures=true}.
 */
@EnabledIfSystemProperty(named = "figures", matches = "true")
class FiguresTest {

  private static final Logger LOG = LoggerFactory.getLogger(FiguresTest.class);
  private static final DatabaseId ID = new DatabaseId("orders");
  private static final int ROUNDS = 5;

  @TempDir Path directory;

  private final Databases databases = new Databases(new LocalHost());
  private final DatabaseRestores restores = new DatabaseRestores(new LocalHost());

  @Test
  void postgresqlOfAMillionRows() throws Exception {
    try (var postgresql = new TestPostgresql(directory)) {
      postgresql.execute("shop", "postgres", "create database orders");
      postgresql.fill("orders", 10);
      LOG.info(
          "size {}",
          postgresql.value("orders", "select pg_size_pretty(pg_database_size('orders'))"));
      measure(postgresql.home(), postgresql.spec("orders"));
      try (var clients = new Clients(postgresql, 8)) {
        clients.awaitMore(100);
        measure(postgresql.home(), postgresql.spec("orders"));
        assertThat(clients.written()).isPositive();
      }
    }
  }

  @Test
  void sqliteOfFiftyMegabytes() throws IOException, SQLException {
    var file = directory.resolve("search.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("create table t (id integer primary key, v blob)");
      statement.execute(
          "with recursive n(i) as (select 1 union all select i + 1 from n where i < 25000)"
              + " insert into t (v) select randomblob(2000) from n");
    }
    LOG.info("size {} bytes", Files.size(file));
    measure(
        directory,
        new DatabaseSpec(
            "Search",
            new DatabaseServer.Sqlite(file),
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty()));
  }

  private void measure(Path home, DatabaseSpec spec) {
    var application = TestPostgresql.application(home, ID, spec);
    var dump = directory.resolve("dump");
    for (var round = 0; round < ROUNDS; round++) {
      var key = "round " + round + spec.title() + System.nanoTime();
      Stream.of(
              timed("dump", () -> databases.dump(application, ID, dump)),
              timed("prepare", () -> restores.prepare(application, ID, dump, key)),
              timed(
                  "exchange",
                  () ->
                      LOG.info("closed {} ms", restores.exchange(application, ID, key).toMillis())),
              timed("revert", () -> restores.revert(application, ID, key)),
              timed("confirm", () -> restores.confirm(application, ID, key)))
          .forEach(LOG::info);
    }
  }

  private static String timed(String what, Runnable work) {
    var start = System.nanoTime();
    work.run();
    return "%s %d ms".formatted(what, Duration.ofNanos(System.nanoTime() - start).toMillis());
  }
}
