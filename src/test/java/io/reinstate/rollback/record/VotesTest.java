package io.reinstate.rollback.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.rollback.record.Decision.Answer;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VotesTest {

  private static Votes votes(int quorum, Answer... answers) {
    return new Votes(
        quorum,
        Arrays.stream(answers)
            .map(answer -> new Decision("shop-0001.1", answer, "samir", Instant.EPOCH, "So."))
            .toList());
  }

  @Test
  void planThatNobodyDecidedAboutIsOpen() {
    assertThat(votes(1).areSettled()).isFalse();
    assertThat(votes(1).permit()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void oneDecisionSettlesWhereOneIsEnough(Answer answer) {
    assertThat(votes(1, answer).areSettled()).isTrue();
    assertThat(votes(1, answer).permit()).isEqualTo(answer != Answer.REFUSE);
  }

  @Test
  void firstOfTwoApprovalsSettlesNothing() {
    assertThat(votes(2, Answer.APPROVE).areSettled()).isFalse();
    assertThat(votes(2, Answer.APPROVE).permit()).isFalse();
    assertThat(votes(2, Answer.APPROVE, Answer.APPROVE).permit()).isTrue();
  }

  @Test
  void refusalSettlesWhoeverApproved() {
    assertThat(votes(3, Answer.APPROVE, Answer.REFUSE).areSettled()).isTrue();
    assertThat(votes(2, Answer.APPROVE, Answer.REFUSE).permit()).isFalse();
    assertThat(votes(1, Answer.APPROVE, Answer.REFUSE).permit()).isFalse();
  }

  @Test
  void forcedPlanAsksNobody() {
    assertThat(votes(2, Answer.FORCE).permit()).isTrue();
  }

  @Test
  void oneWhoWantsDataKeptIsEnough() {
    assertThat(votes(2, Answer.APPROVE, Answer.KEEP_DATA).keepData()).isTrue();
    assertThat(votes(2, Answer.APPROVE, Answer.APPROVE).keepData()).isFalse();
  }

  @Test
  void quorumOfNobodyIsNone() {
    assertThatThrownBy(() -> votes(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
