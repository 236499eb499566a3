package io.reinstate.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.rollback.SettableClock;
import io.reinstate.rollback.record.Tables;
import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

/** With the engine's own people, who come and go here without a word to Reinstate. */
class MembershipsTest {

  private static final String GROUP = "senior-developers";
  private static final Duration AGE = Duration.ofHours(24);

  private static EmbeddedDatabase database;
  private static ProcessEngine engine;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final IdentityService identities = engine.getIdentityService();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final Memberships memberships =
      new Memberships(jdbc, identities, new ApprovalSettings(AGE), clock);

  @BeforeAll
  static void open() {
    database =
        new EmbeddedDatabaseBuilder()
            .setType(EmbeddedDatabaseType.H2)
            .generateUniqueName(true)
            .build();
    Tables.in(database).migrate();
    var configuration = new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName("memberships");
    configuration.setGroupResourceWhitelistPattern(".+");
    configuration.setDataSource(database);
    configuration.setMetricsEnabled(false);
    engine = configuration.buildProcessEngine();
  }

  @AfterAll
  static void close() {
    engine.close();
    database.shutdown();
  }

  @BeforeEach
  void samirIsAMember() {
    identities.saveGroup(identities.newGroup(GROUP));
    joins("samir");
  }

  @AfterEach
  void nobodyIsThere() {
    identities.createUserQuery().list().forEach(person -> identities.deleteUser(person.getId()));
    identities.deleteGroup(GROUP);
    jdbc.sql("delete from REINSTATE_MEMBERSHIP").update();
  }

  @Test
  void whoWasAMemberWhenReinstateFirstLookedIsOldEnough() {
    memberships.look();

    assertThat(isOldEnough("samir")).isTrue();
  }

  @Test
  void whoBecomesAMemberIsOldEnoughADayLater() {
    memberships.begins("petra", GROUP);
    assertThat(isOldEnough("petra")).isFalse();
    clock.pass(AGE.minusSeconds(1));
    assertThat(isOldEnough("petra")).isFalse();
    clock.pass(Duration.ofSeconds(1));

    assertThat(isOldEnough("petra")).isTrue();
  }

  @Test
  void whoWasNeverSeenIsNotOldEnough() {
    assertThat(isOldEnough("eve")).isFalse();
  }

  @Test
  void whoIsWrittenIntoTheDatabasePastTheEngineIsAMemberFromTheNextLookOn() {
    memberships.look();
    joins("eve");
    memberships.look();
    assertThat(isOldEnough("eve")).isFalse();

    clock.pass(AGE);

    assertThat(isOldEnough("eve")).isTrue();
  }

  @Test
  void whoIsTakenOutOfTheDatabaseAndComesBackBeginsAnew() {
    joins("petra");
    memberships.look();
    identities.deleteMembership("samir", GROUP);
    memberships.look();
    identities.createMembership("samir", GROUP);
    memberships.look();

    assertThat(isOldEnough("samir")).isFalse();
    assertThat(isOldEnough("petra")).isTrue();
  }

  private void joins(String person) {
    identities.saveUser(identities.newUser(person));
    identities.createMembership(person, GROUP);
  }

  private boolean isOldEnough(String person) {
    return memberships.isOldEnough(person, GROUP, clock.instant());
  }
}
