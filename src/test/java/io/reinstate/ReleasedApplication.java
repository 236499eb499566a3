package io.reinstate;

import io.reinstate.catalog.CatalogSource;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.host.Ports;
import io.reinstate.host.Ran;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application whose home is a real git work tree with six releases, each built by a command:
 * {@code v0.8.0} cannot be built, {@code v0.8.5} waits in its build until somebody writes to the
 * gate, {@code v0.9.0} is built and sick, {@code v0.9.5} too, after it waited in the same way while
 * its caches were cleared, {@code v1.0.0-stable} works, and {@code main} is live. Its remote cannot
 * be reached. Its service answers what it read at its start, and its component «banner» is broken
 * in all but the stable release.
 */
@TestConfiguration(proxyBeanMethods = false)
class ReleasedApplication {

  static final int PORT = Ports.free();
  static final Path HOME = RunningReinstate.DATA.resolve("released/home");

  /** A pipe: what opens it for writing waits for the build that reads it, and lets it go on. */
  static final Path GATE = HOME.resolveSibling("gate");

  private static final String CATALOG =
      OwnEntry.of(
          """
      application: released
      title: Released application
      home: ../home
      files: { include: ["app/**", "dist/**", "serve.py", "build.sh"] }
      data: ["data/**"]
      services:
        web:
          title: Web
          supervised: { command: [python3, serve.py, "%1$d"], grace: 2s }
          deadline: 8s
          health: [{ name: works, http: { url: "http://127.0.0.1:%1$d/", json: { /status: ok } } }]
      modules:
        prices: { title: Prices, files: { include: ["app/prices/**"] }, service: web }
      toggles:
        banner:
          title: Banner
          file: { path: toggles.env, format: env, key: BANNER }
          on: "on"
          off: "off"
          service: web
          apply: restart
      components:
        banner:
          title: Banner
          service: web
          health: [{ name: banner, http: { url: "http://127.0.0.1:%1$d/", json: { /banner: ok } } }]
          options:
            - toggle: banner
            - release: { include: ["app/banner/**"] }
            - remove: { include: ["app/banner/**"] }
      releases:
        repository: .
        stable: ["v*-stable"]
        remote: origin
        build: [{ run: [sh, build.sh] }]
        artifacts: ["dist/**"]
        caches: [{ run: [sh, -c, "rm -rf cache && echo the cache is empty; ! grep -q gated app/page || cat ../gate"] }]
      watch: { code: 0s, everything: 0s }
      """);

  private static final String PROGRAM =
      AnsweringProgram.of(
          """
          import os

          def text(path):
              with open(path) as file:
                  return file.read().strip()

          def banner():
              if os.path.exists("app/hopeless"):
                  return "broken"
              if "BANNER=off" in text("toggles.env") and not os.path.exists("app/banner/stubborn"):
                  return "ok"
              return text("app/banner/text") if os.path.exists("app/banner/text") else "ok"

          running = {"banner": banner(), "page": text("dist/page"), "prices": text("app/prices/list"),
                     "status": text("app/status")}
          """,
          "running");

  private static final String BUILD =
      """
      mkdir -p dist
      cp app/page dist/page
      echo built page $(cat app/page)
      """;

  @Bean
  CatalogSource releasedCatalog() throws IOException {
    Needs.programs("git", "python3", "setsid");
    var catalog = HOME.resolveSibling("catalog");
    Files.createDirectories(catalog);
    Files.createDirectories(HOME);
    Files.writeString(catalog.resolve("released.yaml"), CATALOG.formatted(PORT));
    git("init", "-q", "-b", "main");
    git("remote", "add", "origin", "http://127.0.0.1:1/nowhere.git");
    write(".gitignore", "dist/\ndata/\ncache/\nlog/\ntoggles.env\n");
    write("serve.py", PROGRAM);
    release("v0.8.0", "ok", "zero", "echo no such package; exit 3\n");
    Needs.run(HOME, "mkfifo", GATE.toString());
    release("v0.8.5", "ok", "quarter", "cat " + GATE + "\n" + BUILD);
    release("v0.9.0", "sick", "half", BUILD);
    release("v0.9.5", "sick", "gated", BUILD);
    release("v1.0.0-stable", "ok", "one", BUILD);
    write("app/new", "new in two");
    release("v1.1.0", "ok", "two", BUILD);
    return () -> catalog;
  }

  private static void release(String tag, String status, String page, String build) {
    write("app/status", status);
    write("app/page", page);
    write("app/prices/list", "prices of " + page);
    write("app/banner/text", tag.endsWith("-stable") ? "ok" : "broken");
    write("build.sh", build);
    git("add", "-A");
    git("commit", "-q", "-m", "Make it " + page);
    git("tag", tag);
  }

  /** The newest release is live, as it was delivered. */
  static void deliver() {
    git("checkout", "-q", "-f", "main");
    git("clean", "-q", "-fdx", "-e", "log");
    write("dist/page", "two");
    write("data/orders", "order 1\n");
    write("cache/page", "two");
    write("toggles.env", "BANNER=on\n");
  }

  static void write(String path, String content) {
    try {
      Files.createDirectories(HOME.resolve(path).getParent());
      Files.writeString(HOME.resolve(path), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String git(String... arguments) {
    return git(HOME, arguments);
  }

  static String git(Path home, String... arguments) {
    var command =
        new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"));
    command.addAll(List.of(arguments));
    return Ran.of(home, command, Map.of("GIT_CONFIG_GLOBAL", "/dev/null"), Duration.ofMinutes(1))
        .successfully()
        .strip();
  }
}
