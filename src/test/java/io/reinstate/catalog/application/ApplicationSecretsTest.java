package io.reinstate.catalog.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.SupervisedBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplicationSecretsTest {

  private static final Path HOME = Path.of("/srv/shop");

  @Test
  void secretsOfEveryPartAreFound() {
    var application =
        ApplicationBuilder.shop(HOME)
            .services(Map.of(new ServiceId("web"), service("SERVICE", Optional.of("PROBE"))))
            .minimal(Optional.of(service("MINIMAL", Optional.empty())))
            .releases(
                new ReleasesSpec(
                    HOME,
                    List.of(),
                    Optional.empty(),
                    List.of(command("BUILD")),
                    List.of(),
                    List.of(command("CACHES"))))
            .migrations(new MigrationsSpec(new DatabaseId("orders"), command("MIGRATE"), List.of()))
            .phases(
                Map.of(
                    new PhaseId("one"),
                    new PhaseSpec(
                        "One",
                        List.of(),
                        List.of(command("INSTALL")),
                        List.of(),
                        Optional.empty())))
            .traffic(
                Optional.of(
                    new TrafficSpec(
                        new ProxySpec.Nginx(
                            HOME,
                            "shop",
                            URI.create("http://x/"),
                            command("TEST"),
                            command("TEST")),
                        Map.of(
                            new ColourId("blue"),
                            new TrafficSpec.ColourSpec("x:1", List.of(), List.of(probe("COLOUR")))),
                        List.of(probe("PROXY")))))
            .build();

    assertThat(application.secrets())
        .extracting(SecretReference::reference)
        .containsExactlyInAnyOrder(
            "env:SERVICE",
            "env:PROBE",
            "env:MINIMAL",
            "env:BUILD",
            "env:CACHES",
            "env:MIGRATE",
            "env:INSTALL",
            "env:TEST",
            "env:COLOUR",
            "env:PROXY");
  }

  private static ServiceSpec service(String secret, Optional<String> probe) {
    var run = new SupervisedBuilder(HOME, "web").secrets(secrets(secret)).build();
    var probes = probe.map(ApplicationSecretsTest::probe).stream().toList();
    return new ServiceSpec("Web", run, List.of(), probes, Duration.ofSeconds(1));
  }

  private static ProbeSpec probe(String secret) {
    return new ProbeSpec.Http(
        "answers",
        URI.create("http://x/"),
        Optional.of(new ProbeSpec.Request("GET", Map.of(), Optional.empty(), secrets(secret))),
        200,
        Map.of(),
        Map.of(),
        Optional.empty(),
        Duration.ZERO,
        Optional.empty(),
        Duration.ofSeconds(1));
  }

  private static CommandSpec command(String secret) {
    return new CommandSpec(List.of("x"), Map.of(), secrets(secret), Duration.ofSeconds(1));
  }

  private static Map<String, SecretReference> secrets(String name) {
    return Map.of(name, new SecretReference("env:" + name));
  }
}
