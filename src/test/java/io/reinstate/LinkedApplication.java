package io.reinstate;

import static io.reinstate.ReleasedApplication.git;

import io.reinstate.catalog.CatalogSource;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.host.Ports;
import io.reinstate.snapshot.Needs;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application as Capistrano deploys it: a mirror of a real repository, three releases, a link to
 * the last, and a file of configuration that they share. {@code releases/1} is sick, {@code
 * releases/2} works, {@code releases/3} is sick and live. Its service runs in {@code current} and
 * answers what it read at its start.
 */
@TestConfiguration(proxyBeanMethods = false)
class LinkedApplication {

  static final int PORT = Ports.free();
  static final Path HOME = RunningReinstate.DATA.resolve("linked/home");

  private static final Path SOURCE = HOME.resolveSibling("source");

  private static final String CATALOG =
      OwnEntry.of(
          """
      application: linked
      title: Linked application
      home: ../home
      layout: releases
      files: { include: ["shared/config/**"] }
      data: ["shared/uploads/**"]
      services:
        web:
          title: Web
          supervised: { command: [python3, serve.py, "%1$d"], directory: current, grace: 2s }
          deadline: 8s
          health:
            - { name: works, http: { url: "http://127.0.0.1:%1$d/", json: { /status: ok } } }
            - { name: version, revision: { url: "http://127.0.0.1:%1$d/", pointer: /revision } }
      releases: { repository: repo, stable: ["v*-stable"] }
      watch: { code: 0s, parts: 0s }
      """);

  private static final String PROGRAM =
      AnsweringProgram.of(
          """
          def text(path):
              with open(path) as file:
                  return file.read().strip()

          running = {"page": text("page"), "status": text("status"),
                     "settings": text("config/settings"), "revision": text("REVISION")}
          """,
          "running");

  @Bean
  CatalogSource linkedCatalog() throws IOException {
    Needs.programs("git", "python3", "setsid");
    var catalog = Files.createDirectories(HOME.resolveSibling("catalog"));
    Files.writeString(catalog.resolve("linked.yaml"), CATALOG.formatted(PORT));
    Files.createDirectories(SOURCE);
    git(SOURCE, "init", "-q", "-b", "main");
    commit("v0.9.0", "sick", "one");
    commit("v1.0.0", "ok", "two");
    commit("v1.1.0", "sick", "three");
    deliver();
    return () -> catalog;
  }

  private static void commit(String tag, String status, String page) throws IOException {
    Files.writeString(SOURCE.resolve("serve.py"), PROGRAM);
    Files.writeString(SOURCE.resolve("status"), status);
    Files.writeString(SOURCE.resolve("page"), page);
    git(SOURCE, "add", "-A");
    git(SOURCE, "commit", "-q", "-m", "Make it " + page);
    git(SOURCE, "tag", tag);
  }

  /** Everything as the three deployments left it. */
  static void deliver() throws IOException {
    Durable.delete(HOME.resolve("releases"));
    Files.createDirectories(HOME.resolve("shared/config"));
    Files.writeString(HOME.resolve("shared/config/settings"), "A=1");
    deploy("1", "v0.9.0");
    deploy("2", "v1.0.0");
    deploy("3", "v1.1.0");
  }

  /** What {@code cap deploy} does: update the mirror, check out, link what is shared, publish. */
  static void deploy(String name, String tag) throws IOException {
    var repo = HOME.resolve("repo");
    if (!Files.isDirectory(repo)) {
      git(HOME, "clone", "-q", "--mirror", SOURCE.toString(), repo.toString());
    }
    git(repo, "remote", "update");
    var release = Files.createDirectories(HOME.resolve("releases").resolve(name));
    git(repo, "--work-tree", release.toString(), "checkout", "-q", "-f", tag, "--", ".");
    Files.delete(repo.resolve("index"));
    Files.createSymbolicLink(release.resolve("config"), HOME.resolve("shared/config"));
    Files.writeString(release.resolve("REVISION"), git(repo, "rev-parse", tag) + "\n");
    lead(name);
  }

  static void lead(String name) throws IOException {
    var published = HOME.resolve("releases/current");
    Files.createSymbolicLink(published, HOME.resolve("releases").resolve(name));
    Files.move(published, HOME.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
  }
}
