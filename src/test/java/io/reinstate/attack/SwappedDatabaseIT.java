package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.database.DatabaseRestores;
import io.reinstate.database.Databases;
import io.reinstate.host.LocalHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of a SQLite database is swapped while Reinstate dumps and restores it. */
@Tag("long")
class SwappedDatabaseIT {

  private static final DatabaseId SEARCH = new DatabaseId("search");

  @TempDir Path directory;

  private final Databases databases = new Databases(new LocalHost());
  private final DatabaseRestores restores = new DatabaseRestores(new LocalHost());
  private Path home;
  private Path outside;
  private Application application;

  @BeforeEach
  void anApplicationOfNobody() throws IOException, SQLException {
    Swapping.needs();
    Swapping.reachable(directory);
    home = Files.createDirectory(directory.resolve("shop"));
    outside = Files.createDirectory(directory.resolve("outside"));
    database(Files.createDirectory(home.resolve("d")).resolve("search.db"), "public");
    database(outside.resolve("search.db"), Swapping.SECRET);
    Files.createSymbolicLink(home.resolve("e"), outside);
    Swapping.handOver(home);
    Swapping.keep(outside);
    var spec =
        new DatabaseSpec(
            "Search",
            new DatabaseServer.Sqlite(home.resolve("d/search.db")),
            List.of(),
            List.of(),
            Map.of(),
            Optional.of("select term from terms"));
    application =
        ApplicationBuilder.shop(home)
            .user(Swapping.owner())
            .databases(Map.of(SEARCH, spec))
            .build();
  }

  private static void database(Path file, String term) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("create table terms (term text)");
      statement.execute("insert into terms values ('" + term + "')");
    }
  }

  private Swapping swap() throws IOException {
    return Swapping.of(home.resolve("d"), home.resolve("e"));
  }

  @Test
  void dumpsHoldNothingOfTheOtherDatabase() throws IOException {
    var before = Swapping.state(outside);
    try (var swapping = swap()) {
      swapping
          .during(
              i -> {
                var dump = directory.resolve("dump-" + i);
                var about = databases.dump(application, SEARCH, dump);
                assertThat(about.schema()).hasValue("public");
                assertThat(new String(Files.readAllBytes(dump))).doesNotContain(Swapping.SECRET);
                Files.delete(dump);
              })
          .succeeded()
          .wasRefused();
    }
    assertThat(Swapping.state(outside)).isEqualTo(before);
  }

  @Test
  void restoresLeaveTheOtherDirectoryAsItWas() throws IOException, SQLException {
    var dump = directory.resolve("dump");
    databases.dump(application, SEARCH, dump);
    var before = Swapping.state(outside);
    try (var swapping = swap()) {
      swapping
          .during(
              i -> {
                var key = "p-" + i;
                swapping.trying(() -> restores.prepare(application, SEARCH, dump, key));
                swapping.trying(() -> restores.exchange(application, SEARCH, key));
                swapping.trying(() -> restores.revert(application, SEARCH, key));
                restores.confirm(application, SEARCH, key);
              })
          .wasRefused();
    }
    assertThat(Swapping.state(outside)).isEqualTo(before);
  }

  @Test
  void whereNobodySwapsTheRestoreWorksAndItsFilesAreTheUsers() throws IOException, SQLException {
    var dump = directory.resolve("dump");
    var live = home.resolve("d/search.db");
    databases.dump(application, SEARCH, dump);
    Files.delete(live);
    database(live, "spoilt");
    Swapping.handOver(home);

    restores.prepare(application, SEARCH, dump, "p");
    restores.exchange(application, SEARCH, "p");

    assertThat(databases.schemaVersion(application, SEARCH)).hasValue("public");
    assertThat(Files.getAttribute(live, "unix:uid")).isEqualTo((int) Swapping.owner().uid());
    restores.revert(application, SEARCH, "p");
    assertThat(databases.schemaVersion(application, SEARCH)).hasValue("spoilt");
  }
}
