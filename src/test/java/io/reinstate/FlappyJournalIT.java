package io.reinstate;

import static io.reinstate.Crew.RESTORED;
import static io.reinstate.FiveSystems.JOURNAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.service.Services;
import io.reinstate.traffic.Load;
import io.reinstate.traffic.Programs;
import io.reinstate.traffic.RunningProxy;
import io.reinstate.traffic.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.FileSystemUtils;

/** The scenarios of FlappyJournal behind a real Caddy, in the order of their document. */
@Tag("long")
@ReinstateTest
@TestMethodOrder(OrderAnnotation.class)
class FlappyJournalIT {

  private static final ColourId BLUE = new ColourId("blue");
  private static final ColourId GREEN = new ColourId("green");

  @LocalServerPort private int port;
  @Autowired private Catalog catalog;
  @Autowired private Services services;
  @Autowired private Traffic traffic;
  @TempDir Path directory;
  private RunningProxy caddy;
  private Crew crew;

  /** Blue serves the new version; green has the previous one, and is down. */
  @BeforeEach
  void blueServes() throws IOException {
    var program = Programs.find("caddy");
    crew = new Crew(port, JOURNAL);
    Rollback.cancelAll(port);
    services.stopAll(application());
    FileSystemUtils.deleteRecursively(JOURNAL.home.resolve("data"));
    Files.createDirectories(JOURNAL.home.resolve("data"));
    JOURNAL.sqlite("data/journal.db", "create table entries (text text)");
    JOURNAL.write("blue/version", "v1.0-full-tech");
    JOURNAL.write("green/version", "v0.9-backup");
    services.start(application(), new ServiceId("blue"));
    traffic.awaitHealth(application(), BLUE);
    var configuration = directory.resolve("caddy.json");
    Files.writeString(
        configuration,
        """
        {"admin": {"listen": "127.0.0.1:%d"},
         "apps": {"http": {"servers": {"journal": {
           "listen": ["127.0.0.1:%d"],
           "automatic_https": {"disable": true},
           "routes": [{"handle": [
             {"@id": "journal", "handler": "reverse_proxy",
              "upstreams": [{"dial": "127.0.0.1:%d"}]}]}]}}}}}
        """
            .formatted(JOURNAL.port("admin"), JOURNAL.port("proxy"), JOURNAL.port("blue")));
    caddy =
        new RunningProxy(
            directory,
            JOURNAL.port("proxy"),
            List.of(program, "run", "--config", configuration.toString()));
  }

  @AfterEach
  void stop() {
    Rollback.cancelAll(port);
    if (caddy != null) {
      caddy.close();
    }
    services.stopAll(application());
  }

  @Test
  @Order(1)
  void trafficGoesToThePreviousVersionAndBackAndTheJournalIsKept() throws IOException {
    JOURNAL.post("proxy", "written in the new version");
    crew.ends(crew.asks("traffic-rollback", ",\"colour\":\"green\",\"dryRun\":true"), "planned");
    assertThat(JOURNAL.says("proxy", "/version")).isEqualTo("v1.0-full-tech");
    assertThat(JOURNAL.says("green", "/version")).isEmpty();

    var rollback = crew.asks("traffic-rollback", ",\"colour\":\"green\"");
    crew.approves("samir", rollback);
    crew.ends(rollback, RESTORED);

    assertThat(traffic.active(application())).isEqualTo(GREEN);
    assertThat(JOURNAL.says("proxy", "/version")).isEqualTo("v0.9-backup");
    JOURNAL.post("proxy", "written in the previous version");

    var back = crew.forces("traffic-rollback", ",\"colour\":\"blue\"");
    crew.ends(back, RESTORED);

    assertThat(back.history().text("/record/decision/answer")).isEqualTo("force");
    assertThat(JOURNAL.says("proxy", "/version")).isEqualTo("v1.0-full-tech");
    assertThat(JOURNAL.says("proxy", "/entries/0")).isEqualTo("written in the new version");
    assertThat(JOURNAL.says("proxy", "/entries/1")).isEqualTo("written in the previous version");
  }

  @Test
  @Order(2)
  void previousVersionThatIsNotHealthyGetsNoTraffic() throws Exception {
    JOURNAL.write("green/version", "v0.9-broken");
    try (var customers = new Load(JOURNAL.port("proxy"))) {
      customers.awaitAnswers(1);

      var rollback = crew.forces("traffic-rollback", ",\"colour\":\"green\"");

      rollback.task("Take over");
      assertThat(rollback.variable("failure")).contains("green does not work");
      assertThat(JOURNAL.says("green", "/version")).as("green runs").isEqualTo("v0.9-broken");
      customers.awaitAnswers(1);
      assertThat(customers.colours()).singleElement().asString().contains("v1.0-full-tech");
    }
  }

  @Test
  @Order(3)
  void previousVersionThatLetsNobodyInIsSwitchedBack() {
    JOURNAL.write("green/version", "v0.9-no-login");

    var rollback = crew.forces("traffic-rollback", ",\"colour\":\"green\"");

    rollback.task("Take over");
    assertThat(rollback.variable("failure")).contains("login answers 500, expected 200");
    assertThat(rollback.steps()).contains("Switch traffic", "Switch traffic back");
    assertThat(JOURNAL.says("proxy", "/version")).isEqualTo("v1.0-full-tech");
  }

  private Application application() {
    return catalog.application(new ApplicationId("journal"));
  }
}
