package io.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.OwnEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A small real application, with a real process, and the command line on it. It is healthy while
 * its page says «good».
 */
final class Kiosk {

  private static final String CATALOG =
      OwnEntry.of(
          """
      application: kiosk
      title: Kiosk
      home: ../home
      files: { include: ["app/**", "extra/**"] }
      services:
        web:
          title: Web
          supervised: { command: [sleep, "600"], grace: 1s }
          deadline: 1s
          health:
            - { name: alive, process: {} }
            - { name: page, command: { run: [grep, -q, good, app/page] } }
      modules:
        extra: { title: Extra, files: { include: ["extra/**"] } }
        page: { title: Page, files: { include: ["app/**"] }, service: web }
      toggles:
        banner:
          title: Banner
          file: { path: ../home/banner.env, format: env, key: BANNER }
          "on": "on"
          "off": "off"
          apply: nothing
      minimal:
        title: Sorry
        supervised: { command: [sleep, "601"], grace: 1s }
        deadline: 1s
        health:
          - { name: stands-in, process: {} }
      """);

  final Path directory;
  final Path page;
  final Path data;

  Kiosk(Path directory) throws IOException {
    this.directory = directory;
    page = directory.resolve("home/app/page");
    data = directory.resolve("data");
    Files.createDirectories(page.getParent());
    Files.createDirectories(directory.resolve("home/extra"));
    Files.writeString(directory.resolve("home/extra/one"), "one");
    Files.writeString(banner(), "BANNER=on");
    Files.createDirectories(directory.resolve("catalog"));
    Files.writeString(directory.resolve("catalog/kiosk.yaml"), CATALOG);
    live("good, first");
  }

  /** Gives it a SQLite database, which its module and its service know nothing of. */
  void keepVisits() throws IOException, SQLException {
    Files.createDirectories(visits().getParent());
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + visits());
        var statement = connection.createStatement()) {
      statement.execute("create table visits (id integer)");
      statement.execute("insert into visits values (1), (2)");
    }
    Files.writeString(
        directory.resolve("catalog/kiosk.yaml"),
        CATALOG
            + """
              databases:
                visits:
                  title: Visits
                  sqlite: { file: var/visits.db }
                  schema: select 7
              """);
  }

  /** From now on nobody gets an answer about the health of its page. */
  void hangWhenAsked() throws IOException {
    var hanging = "[sh, -c, 'touch %s; sleep 60']".formatted(directory.resolve("asked"));
    Files.writeString(
        directory.resolve("catalog/kiosk.yaml"),
        CATALOG.replace("[grep, -q, good, app/page]", hanging));
  }

  boolean isAsked() {
    return Files.exists(directory.resolve("asked"));
  }

  /** The file of its toggle. */
  Path banner() {
    return directory.resolve("home/banner.env");
  }

  int countVisits() throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + visits());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from visits")) {
      return rows.getInt(1);
    }
  }

  Path visits() {
    return directory.resolve("home/var/visits.db");
  }

  void live(String content) throws IOException {
    Files.writeString(page, content);
  }

  /** How a command ended, and what it printed. */
  record Ended(int status, String out, String err) {

    Ended isDone() {
      assertThat(status).as("%s%s", out, err).isZero();
      return this;
    }

    String lastWord() {
      var lines = out.strip().lines().toList();
      return lines.get(lines.size() - 1);
    }
  }

  Ended run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var status =
        CommandLines.run(
            Map.of(
                "reinstate.data", data.toString(),
                "reinstate.catalog.directory", directory.resolve("catalog").toString(),
                "reinstate.demo.enabled", "false"),
            new PrintWriter(out),
            new PrintWriter(err),
            arguments);
    return new Ended(status, out.toString(), err.toString());
  }

  /** Takes a snapshot of a page; marks it stable as the server would. */
  String snapshot(String content, boolean stable) throws IOException {
    live(content);
    var id = run("take", "kiosk", "manual").isDone().lastWord();
    if (stable) {
      Files.writeString(
          data.resolve("snapshots").resolve(id).resolve("stable.json"),
          "{\"by\":\"olivia\",\"at\":\"2026-11-21T03:38:54.012Z\",\"reason\":\"works\"}");
    }
    return id;
  }

  List<String> acts() throws IOException {
    return Files.readAllLines(data.resolve("cli-acts.log"));
  }
}
