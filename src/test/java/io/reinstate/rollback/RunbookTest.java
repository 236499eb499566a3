package io.reinstate.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.WatchSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunbookTest {

  @ParameterizedTest
  @EnumSource(Runbook.class)
  void whatDidNotHelpLeadsToAnotherLevelAndNeverInACircle(Runbook runbook) {
    assertThat(runbook.next()).doesNotContain(runbook);
    runbook.next().forEach(next -> assertThat(next.next()).doesNotContain(runbook));
  }

  @Test
  void theLastLevelIsThatPeopleDoIt() {
    assertThat(Runbook.FEATURE_TOGGLE_ROLLBACK.next()).endsWith(Runbook.MANUAL_ROLLBACK);
    assertThat(Runbook.MANUAL_ROLLBACK.next()).isEmpty();
  }

  @Test
  void aPartIsNotWatchedUnlessTheCatalogSaysSo() {
    assertThat(Runbook.MODULE_ROLLBACK.watch(WatchSpec.USUAL)).isZero();
    assertThat(Runbook.MANUAL_ROLLBACK.watch(WatchSpec.USUAL)).isEqualTo(Duration.ofMinutes(15));
  }
}
