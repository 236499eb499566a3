package io.reinstate.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.snapshot.SnapshotId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollbackRequestTest {

  private static final ApplicationId SHOP = new ApplicationId("shop");
  private static final Subject PAYMENT = new FileSet.OneModule(new ModuleId("payment"));
  private static final SnapshotId OWN = SnapshotId.parse("shop/initial-20260101T000000.000Z");
  private static final SnapshotId FOREIGN = SnapshotId.parse("desk/initial-20260101T000000.000Z");

  @Test
  void aModuleRollbackNamesItsModule() {
    assertThatThrownBy(() -> asked(KnownRunbooks.MODULE_ROLLBACK))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("module");
    assertThatThrownBy(() -> asked(KnownRunbooks.PHASE_ROLLBACK)).hasMessageContaining("phase");
    assertThatThrownBy(() -> asked(KnownRunbooks.SERVICE_ROLLBACK)).hasMessageContaining("service");
  }

  @Test
  void anEmergencyNeedsNoModule() {
    var request =
        new RollbackRequest(
            KnownRunbooks.EMERGENCY_ROLLBACK,
            SHOP,
            asked(KnownRunbooks.EMERGENCY_ROLLBACK),
            Optional.of(OWN));

    assertThat(request.target()).contains(OWN);
  }

  @Test
  void aTargetIsASnapshotOfTheApplication() {
    assertThatThrownBy(
            () ->
                new RollbackRequest(
                    KnownRunbooks.MODULE_ROLLBACK, SHOP, PAYMENT, Optional.of(FOREIGN)))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContainingAll(FOREIGN.toString(), "shop");
  }

  @Test
  void aRevisionIsForCodeAndModules() {
    assertThatThrownBy(
            () ->
                new RollbackRequest(
                    KnownRunbooks.EMERGENCY_ROLLBACK,
                    SHOP,
                    new FileSet.Everything(),
                    Optional.empty(),
                    Optional.of("v1")))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("Only code, modules and components");
    var request =
        new RollbackRequest(
            KnownRunbooks.CODE_ROLLBACK,
            SHOP,
            new FileSet.Everything(),
            Optional.empty(),
            Optional.of("v1"));
    assertThat(request.revision()).contains("v1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "everything",
        "configuration",
        "module payment",
        "phase checkout",
        "colour green",
        "toggles uploads, tracking",
        "service storefront",
        "component uploads",
        "component uploads option 1 toggle",
        "component uploads option 2 release",
        "component uploads option 3 removal"
      })
  void aSubjectIsReadAsItWasWritten(String text) {
    assertThat(Subject.of(text)).hasToString(text);
  }

  private static Subject asked(Runbook runbook) {
    return runbook.subject(Given.nothing());
  }

  @Test
  void anUnknownRunbookIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> KnownRunbooks.ALL.of("format-disk"))
        .isInstanceOf(RollbackNotFound.class)
        .hasMessageContainingAll("format-disk", "emergency-rollback", "module-rollback");
  }
}
