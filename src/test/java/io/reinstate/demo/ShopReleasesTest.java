package io.reinstate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.CatalogLoader;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.host.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each release as the catalog says. */
class ShopReleasesTest {

  @TempDir Path directory;

  private ShopInstaller shop;
  private Application application;
  private int port;

  @BeforeEach
  void install() throws IOException {
    port = Ports.free();
    shop = new ShopInstaller(directory, port);
    shop.install();
    application =
        new CatalogLoader(shop.catalog().resolveSibling("state"))
            .load(List.of(shop.catalog()))
            .application(new ApplicationId("shop"));
  }

  @Test
  void stableReleaseIsHealthyAndSells() throws IOException, InterruptedException {
    try (var running = start()) {
      assertThat(running.get("/health"))
          .returns(200, answer -> answer.statusCode())
          .returns(
              "{\"status\":\"healthy\",\"version\":\"1.0.0\",\"modules\":"
                  + "{\"catalogue\":\"ok\",\"cart\":\"ok\",\"payment\":\"ok\"}}\n",
              answer -> answer.body());
      assertThat(running.order("").statusCode()).isEqualTo(201);
      assertThat(running.order("item=mug").body()).contains("\"item\":\"mug\"", "\"paid\"");
      assertThat(running.order("item=yacht").statusCode()).isEqualTo(400);
      assertThat(running.json("/orders")).hasSize(2);
      assertThat(running.get("/"))
          .returns(200, answer -> answer.statusCode())
          .satisfies(answer -> assertThat(answer.body()).contains("Stoneware mug", ">mug<"))
          .satisfies(answer -> assertThat(answer.body()).doesNotContain("{{", "Not working"));
    }
    assertThat(Files.readString(log())).contains("Z INFO shop 1.0.0 started", "INFO stopped");
  }

  @Test
  void brokenReleaseStartsButFails() throws IOException, InterruptedException {
    shop.deploy("v1.1.0");
    try (var running = start()) {
      assertThat(running.get("/health").statusCode()).isEqualTo(503);
      var health = running.json("/health");
      assertThat(health.at("/status").asText()).isEqualTo("failing");
      assertThat(health.at("/version").asText()).isEqualTo("1.1.0");
      assertThat(health.at("/modules/catalogue").asText()).isEqualTo("ok");
      assertThat(health.at("/modules/cart").asText())
          .isEqualTo("failed: maximum is not an amount: unlimited");
      assertThat(health.at("/modules/payment").asText())
          .isEqualTo("failed: gateways.csv needs 3 columns in each line");
      assertThat(running.get("/"))
          .returns(500, answer -> answer.statusCode())
          .satisfies(answer -> assertThat(answer.body()).contains("Not working: cart, failed"));
    }
    assertThat(Files.readString(log())).contains("ERROR payment failed to load");
  }

  @Test
  void releaseWithBrokenPaymentShowsEverythingElse() throws IOException, InterruptedException {
    shop.deploy("v1.0.1");
    try (var running = start()) {
      assertThat(running.get("/health").statusCode()).isEqualTo(503);
      var modules = running.json("/health").at("/modules");
      assertThat(modules.at("/catalogue").asText()).isEqualTo("ok");
      assertThat(modules.at("/cart").asText()).isEqualTo("ok");
      assertThat(modules.at("/payment").asText())
          .isEqualTo("failed: the default provider paylater is not configured");
      assertThat(running.get("/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void ordersOutliveEveryDeployment() throws IOException, InterruptedException {
    try (var running = start()) {
      assertThat(running.order("item=tea").statusCode()).isEqualTo(201);
    }
    shop.deploy("v1.1.0");
    try (var running = start()) {
      assertThat(running.order("item=mug").statusCode()).isEqualTo(502);
    }
    shop.deploy("v1.0.0-stable");
    try (var running = start()) {
      assertThat(running.get("/health").statusCode()).isEqualTo(200);
      assertThat(running.order("item=kettle").statusCode()).isEqualTo(201);
      assertThat(running.get("/orders?format=csv").body().lines())
          .satisfiesExactly(
              header -> assertThat(header).isEqualTo("id,time,item,amount,state"),
              first -> assertThat(first).startsWith("1,").endsWith("Z,tea,7.80,paid"),
              second -> assertThat(second).startsWith("2,").endsWith("Z,mug,14.00,unpaid"),
              third -> assertThat(third).startsWith("3,").endsWith("Z,kettle,39.00,paid"));
    }
  }

  @Test
  void orderCutShortByACrashDoesNotSpoilTheNext() throws IOException, InterruptedException {
    var data = Files.createDirectories(shop.home().resolve("data")).resolve("orders.csv");
    Files.writeString(
        data, "id,time,item,amount,state\n7,2026-01-01T00:00:00Z,tea,7.80,paid\n8,20");
    try (var running = start()) {
      assertThat(running.order("item=tea").body()).contains("\"id\":8");
      assertThat(running.json("/orders")).hasSize(2);
    }
  }

  @Test
  void maintenanceServerAnswersForTheShop() throws IOException, InterruptedException {
    shop.deploy("v1.1.0");
    try (var running = ShopProcess.start(application.minimal().orElseThrow(), port)) {
      assertThat(running.get("/health"))
          .returns(200, answer -> answer.statusCode())
          .returns("{\"status\":\"maintenance\"}\n", answer -> answer.body());
      assertThat(running.get("/orders"))
          .returns(503, answer -> answer.statusCode())
          .satisfies(answer -> assertThat(answer.body()).contains("Back soon"));
    }
  }

  private ShopProcess start() throws IOException {
    return ShopProcess.start(application.service(new ServiceId("shop")), port);
  }

  private Path log() {
    return shop.home().resolve("log/shop.log");
  }
}
