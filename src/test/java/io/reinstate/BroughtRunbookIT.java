package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.demo.DemoShop;
import io.reinstate.service.Services;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** {@link BroughtRunbook}, by the API. {@link TasklistIT} starts it in a browser. */
@ReinstateTest
class BroughtRunbookIT {

  private static final ServiceId SHOP = new ServiceId("shop");

  @LocalServerPort private int port;
  @Autowired private DemoShop shop;
  @Autowired private Catalog catalog;
  @Autowired private Services services;

  @BeforeEach
  void theShopRuns() {
    Rollback.cancelAll(port);
    shop.deploy("v1.0.0-stable");
  }

  @Test
  void apiStartsItAProjectLeadApprovesAndTheServiceRestarts() {
    var before = pid();
    var rollback =
        start("{\"application\":\"shop\",\"service\":\"shop\",\"reason\":\"it leaks memory\"}");
    var task = rollback.task("Approve rollback");
    assertThat(rollback.variable("planSummary"))
        .contains("**Restart service** of shop: restart shop");
    assertThat(pid()).isEqualTo(before);

    Rollback.decide(port, "petra", task, "approve");

    assertThat(rollback.untilEnded().outcome()).as(rollback.detail()).isEqualTo("services-run");
    assertThat(pid()).isNotEqualTo(before);
    assertThat(rollback.history().text("/record/subject")).isEqualTo("restart shop");
  }

  @Test
  void apiTakesWhatItDeclaresAndSaysSo() {
    var caller = new Caller(port, "olivia");

    var refused =
        caller.post(
            "/api/runbooks/restart-service/start",
            "{\"application\":\"shop\",\"reason\":\"x\",\"module\":\"cart\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/detail"))
        .contains(
            "«restart-service» takes no «module»",
            "It takes: application, dryRun, forced, reason, service.");
    var missing =
        caller.post(
            "/api/runbooks/restart-service/plan", "{\"application\":\"shop\",\"reason\":\"x\"}");
    assertThat(missing.text("/detail")).contains("No service was named");
    var schema =
        caller.get("/api/openapi").json().at("/components/schemas/restart-service/properties");
    assertThat(schema.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("application", "service", "reason", "dryRun", "forced");
  }

  private Rollback start(String inputs) {
    return Rollback.start(port, "olivia", "restart-service", inputs);
  }

  private long pid() {
    var application = catalog.application(new ApplicationId("shop"));
    return services.status(application, SHOP).pid().orElseThrow();
  }
}
