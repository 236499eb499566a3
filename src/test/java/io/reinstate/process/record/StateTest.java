package io.reinstate.process.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.reinstate.rollback.record.Mood;
import io.reinstate.rollback.record.Outcome;
import io.reinstate.rollback.record.RollbackRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateTest {

  private static final Waiting TASK = waiting(Optional.empty());
  private static final Waiting STUCK = waiting(Optional.of("The disk is full"));

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void whatCameOfAnActIsItsState(Outcome outcome) {
    assertThat(State.of(act(Optional.of(outcome), Optional.empty()), List.of()))
        .isEqualTo(new State(outcome.title(), outcome.mood()));
  }

  @Test
  void anActThatStandsStillIsBadThoughItWaitsForAPersonToo() {
    assertThat(State.of(act(Optional.empty(), Optional.empty()), List.of(TASK, STUCK)))
        .isEqualTo(new State("Stands still", Mood.BAD));
  }

  @Test
  void anActThatWaitsForAPersonWarns() {
    assertThat(State.of(act(Optional.empty(), Optional.of(Instant.EPOCH)), List.of(TASK)))
        .isEqualTo(new State("Waits for a person", Mood.WARNING));
  }

  @Test
  void anActThatRunsIsToldFromOneThatIsWatched() {
    assertThat(State.of(act(Optional.empty(), Optional.empty()), List.of()))
        .isEqualTo(new State("Running", Mood.RUNNING));
    assertThat(State.of(act(Optional.empty(), Optional.of(Instant.EPOCH)), List.of()))
        .isEqualTo(new State("Done, watched", Mood.RUNNING));
  }

  @Test
  void aListedActKeepsItsFieldsAndHasItsStateBesideThem() {
    var json =
        new ObjectMapper()
            .registerModules(new Jdk8Module(), new JavaTimeModule())
            .valueToTree(
                new ListedRollback(
                    act(Optional.of(Outcome.HANDED_OVER), Optional.empty()), List.of()));

    assertThat(json.at("/outcome").asText()).isEqualTo("handed-over");
    assertThat(json.at("/state").toString())
        .isEqualTo("{\"title\":\"Handed over to a person\",\"mood\":\"bad\"}");
  }

  private static Waiting waiting(Optional<String> failure) {
    return new Waiting(
        "Approve rollback", List.of("senior-developers"), Optional.empty(), Instant.EPOCH, failure);
  }

  private static RollbackRecord act(Optional<Outcome> outcome, Optional<Instant> acted) {
    return new RollbackRecord(
        "shop-0001",
        "i-1",
        "shop",
        "module-rollback",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "olivia",
        Instant.EPOCH,
        Optional.empty(),
        List.of(),
        outcome,
        Optional.empty(),
        acted,
        Optional.empty());
  }
}
