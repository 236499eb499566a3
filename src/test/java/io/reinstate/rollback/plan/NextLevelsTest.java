package io.reinstate.rollback.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.ReleasesSpec;
import io.reinstate.rollback.LiveShop;
import io.reinstate.runbook.KnownRunbooks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextLevelsTest {

  @TempDir Path directory;
  private LiveShop shop;
  private NextLevels levels;

  @BeforeEach
  void open() {
    shop = new LiveShop(directory, false);
    levels = new NextLevels(KnownRunbooks.ALL, shop.snapshots);
  }

  @Test
  void whereThereIsNoneItSaysWhyAndWhatToDo() {
    shop.take();

    assertThat(levels.after(KnownRunbooks.MODULE_ROLLBACK, shop.application()))
        .isEqualTo(
            "No runbook goes further for Shop: Code rollback (no releases in its catalog), Full restore (no"
                + " stable snapshot), Manual rollback (no steps by hand in its catalog). Mend it by hand, or call"
                + " whoever built it.");
  }

  @Test
  void onlyWhatTheApplicationCanRunIsNamed() {
    shop.takeStable();

    assertThat(levels.after(KnownRunbooks.MODULE_ROLLBACK, shop.application()))
        .isEqualTo("If that does not help, the next level is: Full restore.");
  }

  @Test
  void aFullRollbackNeedsReleasesAndMigrations() {
    var home = shop.home;
    var spec =
        new ReleasesSpec(home, List.of("v*"), Optional.empty(), List.of(), List.of(), List.of());
    var released = ApplicationBuilder.shop(home).releases(spec).build();

    assertThat(levels.after(KnownRunbooks.MODULE_ROLLBACK, released))
        .isEqualTo("If that does not help, the next level is: Code rollback.");
    assertThat(levels.after(KnownRunbooks.CODE_ROLLBACK, released))
        .startsWith(
            "No runbook goes further for Shop: Full rollback (no migrations in its catalog)");
  }

  @Test
  void theLastLevelIsThatPeopleDoIt() {
    assertThat(levels.after(KnownRunbooks.MANUAL_ROLLBACK, shop.application()))
        .contains("call whoever built");
  }
}
