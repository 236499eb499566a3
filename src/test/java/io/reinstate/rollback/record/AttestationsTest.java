package io.reinstate.rollback.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.SettableClock;
import io.reinstate.rollback.record.Attestation.Answer;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttestationsTest {

  private static final Instant START = Instant.parse("2026-11-20T03:00:00Z");

  private final RecordDatabase database = new RecordDatabase();
  private final SettableClock clock = new SettableClock(START);
  private final Attestations attestations = database.attestations(clock);

  @BeforeEach
  void anActRuns() {
    database.running.add("i-1");
    database
        .rollbacks(clock, RecordDatabase.catalog("shop"))
        .open(
            new Act(
                "i-1",
                "module-rollback",
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

  private void keep(Checklist checklist, String item, Optional<String> note, String by) {
    attestations.keep("i-1", checklist, item, Answer.DONE, note, Optional.of(by));
  }

  @Test
  void whoTickedWhatAndWhenIsKeptInItsOrder() {
    keep(Checklist.BEFORE, "The team is told.", Optional.of("by phone"), "olivia");
    keep(Checklist.BEFORE, "No hotfix is possible.", Optional.empty(), "olivia");

    assertThat(attestations.of("i-1"))
        .containsExactly(
            new Attestation(
                Checklist.BEFORE,
                "The team is told.",
                Answer.DONE,
                Optional.of("by phone"),
                "olivia",
                START),
            new Attestation(
                Checklist.BEFORE,
                "No hotfix is possible.",
                Answer.DONE,
                Optional.empty(),
                "olivia",
                START));
  }

  @Test
  void whoDecidesIsToldWhoWorkedThroughTheList() {
    keep(Checklist.BEFORE, "The team is told.", Optional.of("by phone"), "olivia");
    keep(Checklist.BEFORE, "No hotfix is possible.", Optional.of("by phone"), "olivia");

    assertThat(attestations.told("i-1", Checklist.BEFORE))
        .isEqualTo(
            """
            Checklist, ticked by **olivia** at 2026-11-20T03:00:00Z:

            - The team is told.
            - No hotfix is possible.

            Note:

            > by phone\s\s""");
    assertThat(attestations.told("i-1", Checklist.AFTER)).isEmpty();
  }

  @Test
  void nobodyTicksAnything() {
    assertThatThrownBy(
            () ->
                attestations.keep(
                    "i-1",
                    Checklist.BEFORE,
                    "The team is told.",
                    Answer.DONE,
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(RequestRefused.class);
  }

  @Test
  void aNoteThatTheRecordHasNoRoomForIsRefused() {
    assertThatThrownBy(
            () -> keep(Checklist.MANUAL, "Step", Optional.of("x".repeat(2001)), "olivia"))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("2001");
  }
}
