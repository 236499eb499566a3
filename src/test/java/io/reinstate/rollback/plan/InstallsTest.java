package io.reinstate.rollback.plan;

import static io.reinstate.runbook.KnownRunbooks.CODE_ROLLBACK;
import static io.reinstate.runbook.KnownRunbooks.EMERGENCY_ROLLBACK;
import static io.reinstate.runbook.KnownRunbooks.FULL_RESTORE;
import static io.reinstate.runbook.KnownRunbooks.PHASE_ROLLBACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.PhaseId;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.rollback.FileSet;
import io.reinstate.rollback.PlannedAct.InstallDependencies;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import io.reinstate.tree.Difference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstallsTest {

  private static final CommandSpec NPM = command("npm");
  private static final CommandSpec PIP = command("pip");
  private static final Subject ALL = Subject.of(Optional.empty());
  private static final Subject SCRIPTS = new FileSet.OnePhase(new PhaseId("scripts"));

  @Test
  void anEmergencyInstallsWhatTheLockFilesThatGoBackPin() {
    assertThat(installs(EMERGENCY_ROLLBACK, ALL, "app/a.js", "web/package-lock.json"))
        .containsExactly(NPM);
    assertThat(installs(EMERGENCY_ROLLBACK, ALL, "package-lock.json")).containsExactly(NPM);
    assertThat(installs(EMERGENCY_ROLLBACK, ALL, "app/a.js", "app/package-lock.json/")).isEmpty();
  }

  @Test
  void lockFilesThatAppearOrGoAwayCountToo() {
    var path = List.of("requirements.txt");
    var none = List.<String>of();

    assertThat(installs(new Difference(path, none, none, ""))).containsExactly(PIP);
    assertThat(installs(new Difference(none, none, path, ""))).containsExactly(PIP);
  }

  @Test
  void aPhaseAndAFullRestoreInstallInAnyCase() {
    assertThat(installs(PHASE_ROLLBACK, SCRIPTS)).containsExactly(PIP);
    assertThat(installs(PHASE_ROLLBACK, SCRIPTS, "package-lock.json")).containsExactly(PIP);
    assertThat(installs(FULL_RESTORE, ALL)).containsExactly(NPM, PIP);
  }

  @Test
  void aReleaseWasBuiltWithItsDependencies() {
    assertThat(installs(CODE_ROLLBACK, ALL, "package-lock.json")).isEmpty();
  }

  private static List<CommandSpec> installs(Difference changes) {
    return InstallDependencies.commands(EMERGENCY_ROLLBACK.installs(application(), ALL, changes));
  }

  private static List<CommandSpec> installs(Runbook runbook, Subject subject, String... changed) {
    var changes = new Difference(List.of(), List.of(changed), List.of(), "");
    return InstallDependencies.commands(runbook.installs(application(), subject, changes));
  }

  private static CommandSpec command(String program) {
    return new CommandSpec(List.of(program), Map.of(), Map.of(), Duration.ofMinutes(1));
  }

  /** Two phases install with npm, one with pip. */
  private static Application application() {
    var modules = List.of(new ModuleId("a"));
    var npm =
        new PhaseSpec(
            "Pages", modules, List.of(NPM), List.of("**/package-lock.json"), Optional.empty());
    var pip =
        new PhaseSpec(
            "Scripts", modules, List.of(PIP), List.of("requirements.txt"), Optional.empty());
    var phases = new LinkedHashMap<PhaseId, PhaseSpec>();
    phases.put(new PhaseId("pages"), npm);
    phases.put(new PhaseId("more"), npm);
    phases.put(new PhaseId("scripts"), pip);
    return ApplicationBuilder.shop(Path.of("/shop")).phases(phases).build();
  }
}
