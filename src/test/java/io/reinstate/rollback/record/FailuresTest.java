package io.reinstate.rollback.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.rollback.SettableClock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailuresTest {

  private static final Instant START = Instant.parse("2026-11-20T03:00:00Z");

  private final RecordDatabase database = new RecordDatabase();
  private final SettableClock clock = new SettableClock(START);
  private final Failures failures = database.failures(clock);

  @BeforeEach
  void anActRuns() {
    database.running.add("i-1");
    database
        .rollbacks(clock, RecordDatabase.catalog("shop"))
        .open(
            new Act(
                "i-1",
                "full-rollback",
                new ApplicationId("shop"),
                "olivia",
                Optional.empty(),
                Optional.empty(),
                Optional.of("It is broken.")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theFirstCauseStaysFirst() {
    failures.keep("i-1", "Migrate schema down", "DATA_EXCHANGE_FAILED", "down is no function");
    failures.keep("i-1", "Start previous version", "START_FAILED", "web ended at once");

    assertThat(failures.of("i-1"))
        .containsExactly(
            new Failure(
                "Migrate schema down", "DATA_EXCHANGE_FAILED", "down is no function", START),
            new Failure("Start previous version", "START_FAILED", "web ended at once", START));
    assertThat(failures.told("i-1"))
        .isEqualTo(
            "down is no function\n\nAfter that, «Start previous version»: web ended at once");
  }

  @Test
  void howManyAreInBetweenIsTold() {
    for (var text : new String[] {"one", "two", "three", "four"}) {
      failures.keep("i-1", "Check health", "UNHEALTHY", text);
    }

    assertThat(failures.told("i-1"))
        .startsWith("one\n\nAfter that, «Check health»: four")
        .endsWith("The record has 2 more in between.");
  }

  @Test
  void longOnesLeaveRoomForEachOther() {
    failures.keep("i-1", "Build release", "BUILD_FAILED", "a".repeat(5000));
    failures.keep("i-1", "Check health", "UNHEALTHY", "b".repeat(5000));

    assertThat(failures.told("i-1"))
        .hasSize(4000)
        .startsWith("a".repeat(2299) + "…")
        .endsWith("b".repeat(1600) + "…");
    assertThat(failures.of("i-1").get(0).text()).hasSize(4000);
  }

  @Test
  void aLongFirstOneHasTheRoomThatTheLatestLeaves() {
    failures.keep("i-1", "Build release", "BUILD_FAILED", "a".repeat(4000));
    failures.keep("i-1", "Check health", "UNHEALTHY", "b");

    assertThat(failures.told("i-1")).hasSize(4000).endsWith("After that, «Check health»: b");
  }

  @Test
  void anotherWayBackHasCausesOfItsOwn() {
    failures.keep("i-1", "Set toggles", "TOGGLE_FAILED", "the file is gone");
    failures.keep("i-1", "Choose option", Failure.OPTION_FAILED, "Option 1 was given up.");
    assertThat(failures.told("i-1")).isEmpty();

    failures.keep("i-1", "Check health", "UNHEALTHY", "it answers 500");

    assertThat(failures.told("i-1")).isEqualTo("it answers 500");
    assertThat(failures.of("i-1")).hasSize(3);
  }

  @Test
  void aRecordDoesNotGrowForEver() {
    for (var i = 0; i < 120; i++) {
      failures.keep("i-1", "Check health", "UNHEALTHY", "look " + i);
    }

    assertThat(failures.of("i-1")).hasSize(100);
    assertThat(failures.of("i-1").get(0).text()).isEqualTo("look 0");
  }
}
