package io.reinstate.rollback.record;

import io.reinstate.database.TestPostgresql;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.provider.Arguments;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tests that are run on an empty H2 database and on an empty PostgreSQL one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EachDatabase {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TestPostgresql postgresql;

  @BeforeAll
  void start() throws IOException {
    postgresql = TestPostgresql.ofThisJvm();
  }

  Stream<Arguments> databases() {
    return Stream.of(
        Arguments.argumentSet("H2", h2()), Arguments.argumentSet("PostgreSQL", postgresql()));
  }

  /** Two of one product each time. */
  Stream<Arguments> twoDatabases() {
    return Stream.of(
        Arguments.argumentSet("H2", h2(), h2()),
        Arguments.argumentSet("PostgreSQL", postgresql(), postgresql()));
  }

  private static DataSource h2() {
    return new DriverManagerDataSource(
        "jdbc:h2:mem:record%d;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000"
            .formatted(NUMBER.incrementAndGet()),
        "sa",
        "");
  }

  private DataSource postgresql() {
    return postgresql.create("record" + NUMBER.incrementAndGet());
  }
}
