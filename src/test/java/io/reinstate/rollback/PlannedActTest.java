package io.reinstate.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.rollback.PlannedAct.InstallDependencies;
import io.reinstate.rollback.PlannedAct.MoveHead;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannedActTest {

  @Test
  void goingBackTellsReleasesCommitsAndFilesChangedByHand() {
    var act =
        new MoveHead(
            Optional.of("v1.1.0 (1a2b3c4) «Make it two»"),
            "v1.0.0 (4c3b2a1) «Make it one»",
            "4c3b2a1",
            1,
            0,
            List.of("app/page"),
            List.of());

    assertThat(act.sentence())
        .isEqualTo(
            "Release: from **v1.1.0 (1a2b3c4) «Make it two»** to **v1.0.0 (4c3b2a1) «Make it one»**,"
                + " 1 commit is undone. Files changed by hand that are overwritten (the safety"
                + " snapshot has them): `app/page`. The head of the repository moves there.");
  }

  @Test
  void theReleaseThatIsLiveAlreadyIsCalledTheSameCommit() {
    var act = new MoveHead(Optional.of("v2"), "v2", "4c3b2a1", 0, 0, List.of(), List.of());

    assertThat(act.sentence()).contains("to **v2**, the same commit.").doesNotContain("undone");
  }

  @Test
  void goingAsideTellsWhatBothSidesHave() {
    var act = new MoveHead(Optional.empty(), "v2", "4c3b2a1", 3, 2, List.of(), List.of("a", "b"));

    assertThat(act.sentence())
        .contains("from **nobody knows which**", "3 commits are undone, and 2 commits come in")
        .contains("that are kept: `a`, `b`.");
  }

  @Test
  void goingForwardTellsWhatComesIn() {
    var act = new MoveHead(Optional.of("v1"), "v2", "4c3b2a1", 0, 1, List.of(), List.of());

    assertThat(act.sentence())
        .isEqualTo(
            "Release: from **v1** to **v2**, 1 commit comes in. The head of the repository moves there.");
  }

  @Test
  void longListsAndLongTextsLeaveRoomForTheRestOfThePlan() {
    var act =
        new InstallDependencies(Collections.nCopies(40, "npm ".repeat(500)), Optional.empty());

    assertThat(act.sentence()).hasSizeLessThan(800).endsWith(" and 35 more.");
  }

  @Test
  void whoApprovesReadsHowLongTheInstallationTook() {
    var act = new InstallDependencies(List.of("npm ci"), Optional.of(Duration.ofSeconds(118)));

    assertThat(act.sentence()).endsWith("`npm ci`, which took 118.0 s last time.");
  }
}
