package io.reinstate.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.ApplicationId;
import io.reinstate.catalog.ModuleId;
import io.reinstate.snapshot.SnapshotId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackRequestTest {

  private static final ApplicationId SHOP = new ApplicationId("shop");
  private static final Optional<ModuleId> PAYMENT = Optional.of(new ModuleId("payment"));
  private static final SnapshotId OWN = SnapshotId.parse("shop/initial-20260101T000000.000Z");
  private static final SnapshotId FOREIGN = SnapshotId.parse("desk/initial-20260101T000000.000Z");

  @Test
  void aModuleRollbackNamesItsModule() {
    assertThatThrownBy(
            () ->
                new RollbackRequest(
                    Runbook.MODULE_ROLLBACK, SHOP, Optional.empty(), Optional.empty()))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("module");
  }

  @Test
  void anEmergencyNeedsNoModule() {
    var request =
        new RollbackRequest(Runbook.EMERGENCY_ROLLBACK, SHOP, Optional.empty(), Optional.of(OWN));

    assertThat(request.target()).contains(OWN);
  }

  @Test
  void aTargetIsASnapshotOfTheApplication() {
    assertThatThrownBy(
            () -> new RollbackRequest(Runbook.MODULE_ROLLBACK, SHOP, PAYMENT, Optional.of(FOREIGN)))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContainingAll(FOREIGN.toString(), "shop");
  }

  @Test
  void anUnknownRunbookIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Runbook.of("format-disk"))
        .isInstanceOf(RollbackNotFound.class)
        .hasMessageContainingAll("format-disk", "emergency-rollback", "module-rollback");
  }
}
