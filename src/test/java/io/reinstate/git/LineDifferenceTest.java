package io.reinstate.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineDifferenceTest {

  @Test
  void linesThatGoAreBeforeLinesThatComeAndTheRestIsLeftOut() {
    assertThat(LineDifference.between("a\nb\nc\n", "a\nB\nc\nd\n"))
        .containsExactly("-b", "+B", "+d");
  }

  @Test
  void aFileThatAppearsIsAllNew() {
    assertThat(LineDifference.between("", "a\nb")).containsExactly("+a", "+b");
    assertThat(LineDifference.between("a\nb", "a\nb")).isEmpty();
  }
}
