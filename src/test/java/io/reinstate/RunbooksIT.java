package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.demo.DemoShop;
import io.reinstate.service.Services;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The runbooks that roll back files, on the real shop: each touches its own files and no others.
 */
@ReinstateTest
class RunbooksIT {

  private static final Path HOME = RunningReinstate.DATA.resolve("demo/shop");
  private static final Path CART = HOME.resolve("modules/cart/rules.properties");
  private static final Path PAYMENT = HOME.resolve("modules/payment/limits.properties");
  private static final Path CATALOGUE = HOME.resolve("modules/catalogue/shelf.properties");
  private static final Path CONFIGURATION = HOME.resolve("config/shop.properties");
  private static final String CHANGED = "\n# changed by hand\n";

  @LocalServerPort private int port;
  @Autowired private DemoShop shop;
  @Autowired private Snapshots snapshots;
  @Autowired private Services services;
  @Autowired private Catalog catalog;

  @BeforeEach
  void everyPartIsChanged() throws IOException {
    Rollback.cancelAll(port);
    shop.deploy("v1.0.0-stable");
    for (var file : new Path[] {CART, PAYMENT, CATALOGUE, CONFIGURATION}) {
      Files.writeString(file, Files.readString(file) + CHANGED);
    }
  }

  @Test
  void phaseRollbackRestoresTheModulesOfThePhaseAfterAProjectLeadApproved() {
    var rollback =
        start("phase-rollback", "\"phase\":\"checkout\",\"reason\":\"the new checkout\"");

    approve(rollback, "petra");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(rollback.history().text("/record/subject")).isEqualTo("phase checkout");
    assertThat(CART).content().doesNotContain(CHANGED);
    assertThat(PAYMENT).content().doesNotContain(CHANGED);
    assertThat(CATALOGUE).content().contains(CHANGED);
    assertThat(CONFIGURATION).content().contains(CHANGED);
  }

  @Test
  void configurationRollbackRestoresConfigurationAlone() {
    var rollback = start("configuration-rollback", "\"reason\":\"a wrong setting\"");
    rollback.task("Approve rollback");
    assertThat(rollback.variable("planSummary"))
        .contains("In `config/shop.properties`", "-# changed by hand");

    approve(rollback, "samir");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(CONFIGURATION).content().doesNotContain(CHANGED);
    assertThat(CART).content().contains(CHANGED);
  }

  @Test
  void serviceRollbackRestoresTheModulesOfTheService() {
    var rollback = start("service-rollback", "\"service\":\"shop\",\"reason\":\"it is slow\"");

    approve(rollback, "samir");

    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(CART).content().doesNotContain(CHANGED);
    assertThat(CATALOGUE).content().doesNotContain(CHANGED);
    assertThat(CONFIGURATION).content().contains(CHANGED);
  }

  @ParameterizedTest
  @CsvSource({
    "emergency-rollback, reason, what if",
    "module-rollback, module, payment",
    "phase-rollback, phase, checkout",
    "service-rollback, service, shop",
    "configuration-rollback, reason, what if"
  })
  void dryRunTouchesNothing(String runbook, String name, String value) throws IOException {
    var before = Tree.of(HOME, "log", "data");
    var process = process();
    var kept = snapshots.list(new ApplicationId("shop")).size();

    var rollback =
        start(
            runbook,
            "\"dryRun\":true,\"reason\":\"what if\""
                + (name.equals("reason") ? "" : ",\"" + name + "\":\"" + value + "\""));

    assertThat(rollback.untilEnded().outcome()).isEqualTo("planned");
    assertThat(rollback.history().json().path("plans")).hasSize(1);
    assertThat(Tree.of(HOME, "log", "data")).isEqualTo(before);
    assertThat(process()).isEqualTo(process);
    assertThat(snapshots.list(new ApplicationId("shop"))).hasSize(kept);
  }

  private Rollback start(String runbook, String inputs) {
    return Rollback.start(port, "olivia", runbook, "{\"application\":\"shop\"," + inputs + "}");
  }

  private void approve(Rollback rollback, String approver) {
    Rollback.decide(port, approver, rollback.task("Approve rollback"), "approve");
  }

  private long process() {
    var application = catalog.application(new ApplicationId("shop"));
    return services.status(application, new ServiceId("shop")).pid().orElseThrow();
  }
}
