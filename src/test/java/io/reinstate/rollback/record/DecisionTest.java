package io.reinstate.rollback.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.record.Decision.Answer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "\n"})
  void aDecisionNeedsAReason(String reason) {
    assertThatThrownBy(
            () -> new Decision("shop-0001.1", Answer.APPROVE, "samir", Instant.EPOCH, reason))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("reason");
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void anAnswerIsReadAsItIsWritten(Answer answer) {
    assertThat(Answer.of(answer.text())).isEqualTo(answer);
  }

  @Test
  void theFormsKnowTheAnswersByTheseWords() {
    assertThat(Answer.APPROVE.text()).isEqualTo("approve");
    assertThat(Answer.REFUSE.text()).isEqualTo("refuse");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "APPROVE", "approved", "yes", "true"})
  void anythingElseIsNoAnswer(String text) {
    assertThatThrownBy(() -> Answer.of(text))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("approve, keep-data or refuse");
  }
}
