package io.reinstate.process.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.git.Revisions;
import io.reinstate.host.LocalHost;
import io.reinstate.process.StepOfARollback;
import io.reinstate.process.Variables;
import io.reinstate.rollback.Subject;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeSafetySnapshotTest {

  @TempDir Path directory;

  private Path page;
  private Snapshots snapshots;
  private StepOfARollback step;

  @BeforeEach
  void open() throws Exception {
    page = Files.createDirectory(directory.resolve("shop")).resolve("page");
    snapshots =
        new Snapshots(
            new SnapshotSettings(directory.resolve("snapshots")),
            new LocalHost(),
            new Revisions(),
            Clock.systemUTC());
    step = new StepOfARollback(ApplicationBuilder.shop(page.getParent()).build());
    Files.writeString(page, "at the first approval");
  }

  @AfterEach
  void close() {
    step.close();
  }

  @Test
  void secondRunReturnsTheSnapshotOfTheFirst() throws Exception {
    plan();
    var first = take();
    Files.writeString(page, "later");

    assertThat(take()).isEqualTo(first).isEqualTo("at the first approval");
    assertThat(snapshots.list(step.acts().application(step).id())).hasSize(1);
  }

  @Test
  void planThatIsMadeAgainIsPrecededByASnapshotOfItsOwn() throws Exception {
    plan();
    take();
    Files.writeString(page, "at the second approval");
    plan();

    assertThat(take()).isEqualTo("at the second approval");
  }

  private void plan() {
    step.plan(KnownRunbooks.FULL_RESTORE, Subject.of(Optional.empty()), List.of(), List.of());
  }

  /** What the page was, as the safety snapshot has it. */
  private String take() {
    new TakeSafetySnapshot(step.acts(), snapshots).execute(step);
    return snapshots.text(Variables.SAFETY_SNAPSHOT.get(step), "page").orElseThrow();
  }
}
