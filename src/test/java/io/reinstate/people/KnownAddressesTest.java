package io.reinstate.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.rollback.SettableClock;
import io.reinstate.rollback.record.Tables;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

class KnownAddressesTest {

  private static final Duration KEPT = Duration.ofDays(90);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
  private EmbeddedDatabase database;
  private KnownAddresses known;

  @BeforeEach
  void open() {
    database =
        new EmbeddedDatabaseBuilder()
            .setType(EmbeddedDatabaseType.H2)
            .generateUniqueName(true)
            .build();
    Tables.in(database).migrate();
    known = node();
  }

  @AfterEach
  void close() {
    database.shutdown();
  }

  /** One more node on the same database. */
  private KnownAddresses node() {
    return new KnownAddresses(JdbcClient.create(database), clock);
  }

  @Test
  void loginIsKnownAtOnceAndAfterItIsWrittenAtOtherNodesToo() {
    known.note("samir", "10.0.0.1");
    assertThat(known.knows("samir", "10.0.0.1")).isTrue();
    assertThat(node().knows("samir", "10.0.0.1")).isFalse();

    known.write();

    assertThat(node().knows("samir", "10.0.0.1")).isTrue();
    assertThat(node().knows("samir", "10.0.0.2")).isFalse();
    assertThat(node().knows("petra", "10.0.0.1")).isFalse();
  }

  @Test
  void addressIsForgottenNinetyDaysAfterTheLastLogin() {
    login();
    clock.pass(KEPT.minusSeconds(1));
    assertThat(known.knows("samir", "10.0.0.1")).isTrue();
    login();
    clock.pass(KEPT.minusSeconds(1));
    assertThat(known.knows("samir", "10.0.0.1")).as("the last login counts").isTrue();

    clock.pass(Duration.ofSeconds(1));

    assertThat(known.knows("samir", "10.0.0.1")).isFalse();
  }

  @Test
  void accountThatIsMadeAgainIsKnownNowhere() {
    login();
    known.note("samir", "10.0.0.2");

    known.forget("samir");
    known.write();

    assertThat(known.knows("samir", "10.0.0.1")).isFalse();
    assertThat(known.knows("samir", "10.0.0.2")).isFalse();
  }

  private void login() {
    known.note("samir", "10.0.0.1");
    known.write();
  }
}
