package io.reinstate.catalog.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.CatalogFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseRuleTest {

  private static final String HEAD =
      """
      application: shop
      title: Shop
      home: ../shop
      files: { include: ["app/**"] }
      services: { api: { title: API, supervised: { command: [api] } } }
      """;

  @TempDir Path root;

  @Test
  void databasesThatFitAreNoProblem() throws IOException {
    var catalog =
        with(
            """
            databases:
              orders:
                title: Orders
                postgresql: { database: orders-2.x, user: shop, host: "::1" }
                services: [api]
                checks: [{ name: a, sql: select 1, least: 1, most: 1 }]
                written: { orders: "select 1 where now() > :since::timestamptz" }
              search: { title: Search, sqlite: { file: data/not-there-yet.db } }
            migrations: { database: orders, down: { run: [down, "{version}"] } }
            """);

    assertThat(catalog.problems()).isEmpty();
  }

  @Test
  void everyProblemOfAPostgresqlDatabaseIsToldAtOnce() throws IOException {
    var catalog =
        with(
            """
            databases:
              orders:
                title: Orders
                postgresql:
                  host: /run/postgresql
                  database: a=b
                  maintenance: a=b
                  user: shop
                  password: env:NOBODY_SET_THIS
                  programs: bin
                services: [apy]
                checks:
                  - { name: a, sql: select 1, least: 2, most: 1 }
                  - { name: a, sql: select 1 }
                written: { orders: "select count(*)::since from orders" }
            migrations: { database: order, down: { run: [down] } }
            """);

    assertThat(catalog.problems())
        .containsExactlyInAnyOrder(
            "shop.yaml:10 databases.orders.postgresql.host: «/run/postgresql» is no host name or"
                + " address.",
            "shop.yaml:11 databases.orders.postgresql.database: «a=b» cannot be exchanged. Names are"
                + " letters, digits, underscores, hyphens and dots, start with a letter, and have at"
                + " most 45 characters.",
            "shop.yaml:12 databases.orders.postgresql.maintenance: «a=b» cannot be exchanged. Names"
                + " are letters, digits, underscores, hyphens and dots, start with a letter, and have"
                + " at most 45 characters.",
            "shop.yaml:12 databases.orders.postgresql.maintenance: One has to be connected to"
                + " another database while this one is renamed.",
            "shop.yaml:14 databases.orders.postgresql.password: The secret env:NOBODY_SET_THIS is"
                + " not there. Set it where Reinstate is started, readable for it.",
            "shop.yaml:15 databases.orders.postgresql.programs: There is no pg_restore in "
                + root.toRealPath().resolve("shop/bin")
                + ".",
            "shop.yaml:16 databases.orders.services[0]: There is no service «apy». Did you mean"
                + " api?",
            "shop.yaml:18 databases.orders.checks[0].most: No number is right: this is less than"
                + " least.",
            "shop.yaml:19 databases.orders.checks[1].name: Another check here has this name. Name"
                + " them apart.",
            "shop.yaml:20 databases.orders.written.orders: It counts everything ever written."
                + " Compare a time with :since in it.",
            "shop.yaml:21 migrations.database: There is no database «order». Did you mean orders?");
  }

  @Test
  void sqliteFileStaysInTheHomeDirectory() throws IOException {
    var outside = Files.createFile(root.resolve("outside.db"));
    var catalog =
        with(
            """
            databases:
              a: { title: A, sqlite: { file: ../outside.db } }
              b: { title: B, sqlite: { file: link.db } }
              c: { title: C, sqlite: { file: directory } }
              d: { title: D, sqlite: { file: . } }
            """);
    Files.createSymbolicLink(root.resolve("shop/link.db"), outside);
    Files.createDirectory(root.resolve("shop/directory"));

    assertThat(catalog.problems())
        .hasSize(4)
        .filteredOn(problem -> problem.contains("must be a file inside the home directory"))
        .hasSize(3);
  }

  @Test
  void twoDatabasesAreNeverTheSame() throws IOException {
    var catalog =
        with(
            """
            databases:
              a: { title: A, postgresql: { database: orders, user: a } }
              b: { title: B, postgresql: { database: orders, user: b, port: 5432 } }
              c: { title: C, sqlite: { file: data/c.db } }
              d: { title: D, sqlite: { file: data/x/../c.db } }
            """);

    assertThat(catalog.problems())
        .satisfiesExactly(
            p -> assertThat(p).contains("databases.b: Another database here is this one too"),
            p -> assertThat(p).contains("databases.d: Another database here is this one too"));
  }

  private CatalogFixture with(String databases) throws IOException {
    return new CatalogFixture(root.toRealPath()).with("shop", HEAD + databases);
  }
}
