package io.reinstate;

import static io.reinstate.ReleasedApplication.git;

import io.reinstate.catalog.CatalogSource;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.host.Ports;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application that is deployed from git: its home is a clone of a repository that developers
 * push to, and knows nothing of what was pushed since. Its web server serves the files of {@code
 * site/} as they are, and a worker requires it. It is watched for ten minutes after a deployment.
 */
@TestConfiguration(proxyBeanMethods = false)
class DeployedApplication {

  static final int PORT = Ports.free();
  static final Path HOME = RunningReinstate.DATA.resolve("deployed/home");
  private static final Path ORIGIN = HOME.resolveSibling("origin");
  private static final Path DEVELOPER = HOME.resolveSibling("developer");

  private static final String CATALOG =
      OwnEntry.of(
          """
      application: deployed
      title: Deployed application
      home: ../home
      files: { include: ["site/**"] }
      services:
        web:
          title: Web
          supervised:
            command: [python3, -m, http.server, "%1$d", --bind, 127.0.0.1, --directory, site]
            grace: 2s
          deadline: 5s
          health:
            - { name: works, http: { url: "http://127.0.0.1:%1$d/status.json", json: { /status: ok } } }
        worker:
          title: Worker
          requires: [web]
          supervised: { command: [sleep, "600"] }
          deadline: 5s
          health: [{ name: runs, process: {} }]
      minimal: { title: Maintenance, supervised: { command: [sleep, "600"] } }
      releases: { repository: ., stable: ["v*"], remote: origin }
      watch: { code: 10m }
      """);

  @Bean
  CatalogSource deployedCatalog() throws IOException {
    Needs.programs("git", "python3", "setsid");
    var catalog = HOME.resolveSibling("catalog");
    Files.createDirectories(catalog);
    Files.writeString(catalog.resolve("deployed.yaml"), CATALOG.formatted(PORT));
    git(catalog, "init", "-q", "--bare", "-b", "main", ORIGIN.toString());
    git(catalog, "clone", "-q", ORIGIN.toString(), DEVELOPER.toString());
    push("one", "ok");
    git(catalog, "clone", "-q", ORIGIN.toString(), HOME.toString());
    return () -> catalog;
  }

  /** A developer pushes a version to the branch «main»; the live clone does not know it. */
  static String push(String version, String status) {
    try {
      Files.createDirectories(DEVELOPER.resolve("site"));
      Files.writeString(DEVELOPER.resolve("site/version"), version);
      Files.writeString(
          DEVELOPER.resolve("site/status.json"), "{\"status\":\"%s\"}".formatted(status));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    git(DEVELOPER, "add", "-A");
    git(DEVELOPER, "commit", "-q", "--allow-empty", "-m", "Make it " + version);
    git(DEVELOPER, "push", "-q", "origin", "HEAD:main");
    return git(DEVELOPER, "rev-parse", "HEAD");
  }
}
