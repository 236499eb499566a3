package io.reinstate.rollback.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.runbook.KnownRunbooks;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

/** The real schema in an H2 of its own, and the instances that the engine would say run. */
public final class RecordDatabase implements AutoCloseable {

  public final Set<String> running = new HashSet<>();
  private final DataSource database;

  public RecordDatabase() {
    this(
        new EmbeddedDatabaseBuilder()
            .setType(EmbeddedDatabaseType.H2)
            .generateUniqueName(true)
            .build());
    Tables.in(database).migrate();
  }

  /** One that has its tables. */
  RecordDatabase(DataSource database) {
    this.database = database;
  }

  public Rollbacks rollbacks(Clock clock, Catalog catalog) {
    return new Rollbacks(JdbcClient.create(database), claims(catalog), clock);
  }

  public Claims claims(Catalog catalog) {
    return new Claims(JdbcClient.create(database), running::contains, catalog);
  }

  public Failures failures(Clock clock) {
    return new Failures(JdbcClient.create(database), clock);
  }

  public Descriptions descriptions(Catalog catalog) {
    return new Descriptions(JdbcClient.create(database), catalog);
  }

  Attestations attestations(Clock clock) {
    return new Attestations(JdbcClient.create(database), clock);
  }

  public Plans plans(Rollbacks rollbacks) {
    return new Plans(JdbcClient.create(database), json(), KnownRunbooks.ALL, rollbacks);
  }

  public Decisions decisions(Clock clock, Plans plans, Rollbacks rollbacks) {
    return new Decisions(JdbcClient.create(database), plans, rollbacks, clock);
  }

  /** As Spring Boot makes it. */
  private static ObjectMapper json() {
    return Jackson2ObjectMapperBuilder.json()
        .featuresToDisable(
            SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
            SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .build();
  }

  static Catalog catalog(String... applications) {
    return new Catalog(Arrays.stream(applications).map(RecordDatabase::application).toList());
  }

  private static Application application(String id) {
    return new ApplicationBuilder(id, Path.of("/srv", id)).title(id).build();
  }

  @Override
  public void close() {
    if (database instanceof EmbeddedDatabase own) {
      own.shutdown();
    }
  }
}
