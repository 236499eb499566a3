package io.reinstate.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.WatchSpec;
import io.reinstate.rollback.Runbook;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunbookTest {

  static List<Runbook> runbooks() {
    return KnownRunbooks.ALL.runbooks();
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void whatDidNotHelpLeadsToAnotherLevelAndNeverInACircle(Runbook runbook) {
    assertThat(runbook.next()).doesNotContain(runbook.id());
    runbook
        .next()
        .forEach(
            next -> assertThat(KnownRunbooks.ALL.of(next).next()).doesNotContain(runbook.id()));
  }

  @Test
  void theLastLevelIsThatPeopleDoIt() {
    assertThat(KnownRunbooks.FEATURE_TOGGLE_ROLLBACK.next()).endsWith("manual-rollback");
    assertThat(KnownRunbooks.MANUAL_ROLLBACK.next()).isEmpty();
  }

  @Test
  void aPartIsNotWatchedUnlessTheCatalogSaysSo() {
    assertThat(KnownRunbooks.MODULE_ROLLBACK.watch(WatchSpec.USUAL)).isZero();
    assertThat(KnownRunbooks.MANUAL_ROLLBACK.watch(WatchSpec.USUAL))
        .isEqualTo(Duration.ofMinutes(15));
  }
}
