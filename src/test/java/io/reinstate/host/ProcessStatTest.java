package io.reinstate.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatTest {

  @Test
  void programNameMayHoldSpacesAndParentheses() {
    var stat =
        ProcessStat.parse(
            "5504 (a) b (c) S 5501 5502 4235 0 -1 4194304 98 0 0 0 31 11 0 0 20 0 7 0 96923 3133440");

    assertThat(stat).isEqualTo(new ProcessStat(5504, 'S', 5502, 4235, 7, 96923, 42));
  }

  @Test
  void zombieIsDeadUnlessOtherThreadsOfItRun() {
    assertThat(new ProcessStat(1, 'Z', 1, 1, 1, 0, 0).dead()).isTrue();
    assertThat(new ProcessStat(1, 'Z', 1, 1, 4, 0, 0).dead()).isFalse();
    assertThat(new ProcessStat(1, 'S', 1, 1, 1, 0, 0).dead()).isFalse();
  }

  @Test
  void findsOurselves() {
    var own = ProcessHandle.current().pid();

    assertThat(ProcessStat.of(own)).hasValueSatisfying(stat -> assertThat(stat.dead()).isFalse());
    assertThat(ProcessStat.all()).extracting(ProcessStat::pid).contains(own);
  }
}
