package io.reinstate.health;

import static io.reinstate.health.Verdict.HEALTHY;
import static io.reinstate.health.Verdict.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a file of SQLite. */
class SqlProbeTest {

  @TempDir Path directory;
  private CatalogShop shop;
  private Path file;

  @BeforeEach
  void fill() throws Exception {
    shop = new CatalogShop(directory);
    file = Files.createDirectory(shop.home.resolve("data")).resolve("orders.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("create table orders (id integer, created text)");
      statement.execute("insert into orders values (1, datetime('now', '-3 days'))");
      statement.execute("insert into orders values (2, datetime('now', '-1 hour'))");
    }
  }

  @Test
  void valueThatIsExpectedIsHealthy() {
    var result = asked("select count(*) from orders", "least: 2, most: 2");

    assertThat(result.verdict()).isEqualTo(HEALTHY);
    assertThat(result.reason()).isEqualTo("there: 2");
  }

  @Test
  void anotherValueIsUnhealthy() {
    var result = asked("select count(*) from orders", "expect: \"3\"");

    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
    assertThat(result.reason()).isEqualTo("there: 2, expected «3»");
  }

  @ParameterizedTest
  @CsvSource({"least: 3, at least 3", "most: 1, at most 1"})
  void numberBeyondALimitIsUnhealthy(String limit, String wanted) {
    var result = asked("select count(*) from orders", limit);

    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
    assertThat(result.reason()).isEqualTo("there: 2, expected " + wanted);
  }

  @Test
  void recentDataIsLookedFor() {
    var recent = "select count(*) from orders where created > :since";

    assertThat(asked(recent, "within: 24h, expect: \"1\"").verdict()).isEqualTo(HEALTHY);
    assertThat(asked(recent, "within: 10m, least: 1").verdict()).isEqualTo(UNHEALTHY);
  }

  @Test
  void queryCannotWrite() throws Exception {
    assertThat(asked("delete from orders returning id", "least: 0").verdict()).isEqualTo(UNHEALTHY);
    assertThat(asked("select count(*) from orders", "expect: \"2\"").verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void databaseThatIsNotThereIsUnhealthy() throws Exception {
    Files.delete(file);

    var result = asked("select count(*) from orders", "least: 0");

    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
    assertThat(result.reason()).contains("there: The database cannot be reached");
  }

  private ProbeResult asked(String query, String expected) {
    return shop.ask(
        "{ name: there, timeout: 10s, sql: { database: orders, query: \"%s\", %s } }"
            .formatted(query, expected));
  }
}
