package io.reinstate.database.postgresql;

import io.reinstate.catalog.application.SecretReference;
import io.reinstate.database.product.DatabaseRestoreFailed;
import io.reinstate.database.product.DumpFailed;
import io.reinstate.database.product.DumpUnusable;
import io.reinstate.host.Command;
import io.reinstate.host.CommandResult;
import io.reinstate.host.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own programs. The password is in the environment of a command while it runs, and
 * nowhere else.
 */
final class PostgresqlPrograms {

  private static final Duration QUICK = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofHours(12);
  private static final int QUOTED_LINES = 5;

  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)(\\S*)");
  private static final Pattern DUMPED = Pattern.compile("(?m)^; +dbname: (.*)$");

  /** A row that does not change is compressed as well at once as after thinking about it. */
  private static final String COMPRESSION = "--compress=1";

  private final Host host;
  private final PostgresqlServer server;
  private final Path directory;

  PostgresqlPrograms(Host host, PostgresqlServer server, Path directory) {
    this.host = host;
    this.server = server;
    this.directory = directory;
  }

  /**
   * An older program cannot read what a newer server writes.
   *
   * @throws ProgramTooOld when it is
   */
  void requireVersion(String program) {
    var output = run(QUICK, program, List.of("--version")).output();
    var version = VERSION.matcher(output);
    if (!version.find()) {
      throw new DatabaseRestoreFailed(
          "«%s --version» tells no version: %s".formatted(program, output),
          server.where(),
          "Check which program that is.");
    }
    try (var questions = server.ask(server.spec().maintenance())) {
      var current = questions.server().substring("PostgreSQL ".length());
      if (Integer.parseInt(version.group(1)) < major(current)) {
        throw new ProgramTooOld(
            program, version.group(1) + version.group(2), current, server.where());
      }
    }
  }

  private static int major(String version) {
    return Integer.parseInt(version.split("\\D", 2)[0]);
  }

  /** Writes a dump and reads it whole again. */
  void dump(Path file) {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("--format=custom", COMPRESSION, "--lock-wait-timeout=30s"));
    arguments.addAll(List.of("--file=" + file, "--dbname=" + server.database()));
    var result = connected("pg_dump", arguments);
    if (!result.succeeded()) {
      throw new DumpFailed(
          "pg_dump failed: " + last(result), server.where(), "Remove the cause, then try again.");
    }
    problem(file)
        .ifPresent(
            why -> {
              throw new DumpFailed(
                  "The dump that was written cannot be read: " + why,
                  file.toString(),
                  "Check the disk, then try again.");
            });
  }

  /** Why a dump cannot be read to its end; nothing when it can. */
  Optional<String> problem(Path file) {
    var result = run(LONG, "pg_restore", List.of("--file=/dev/null", file.toString()));
    return result.succeeded() ? Optional.empty() : Optional.of(last(result));
  }

  /**
   * The database a dump was made of, from the head of the dump.
   *
   * @throws DumpUnusable when it is none
   */
  String dumped(Path file) {
    var head = new StringBuilder();
    var result =
        host.run(
            command(LONG, "pg_restore", List.of("--list", file.toString())),
            line -> {
              if (line.startsWith(";")) {
                head.append(line).append('\n');
              }
            });
    var name = DUMPED.matcher(head);
    if (!result.succeeded() || !name.find()) {
      throw DumpUnusable.damaged(file, last(result));
    }
    return name.group(1).strip();
  }

  /** Restores a dump into an empty database, on all cores. */
  CommandResult restore(Path file, String database) {
    return connected(
        "pg_restore", List.of("--exit-on-error", jobs(), "--dbname=" + database, file.toString()));
  }

  /**
   * Lets the planner know the new data, and leaves nothing to autovacuum that could stand in the
   * way.
   */
  CommandResult vacuum(String database) {
    return connected("vacuumdb", List.of("--analyze", "--quiet", jobs(), "--dbname=" + database));
  }

  static String last(CommandResult result) {
    var lines = result.output().lines().toList();
    return lines.isEmpty()
        ? "exit status " + result.exitStatus()
        : String.join("\n", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
  }

  private static String jobs() {
    return "--jobs=" + Runtime.getRuntime().availableProcessors();
  }

  private CommandResult connected(String program, List<String> arguments) {
    var spec = server.spec();
    var all = new ArrayList<String>();
    all.addAll(List.of("--host=" + spec.host(), "--port=" + spec.port()));
    all.addAll(List.of("--username=" + spec.user(), "--no-password"));
    all.addAll(arguments);
    return run(LONG, program, all);
  }

  private CommandResult run(Duration timeout, String program, List<String> arguments) {
    return host.run(command(timeout, program, arguments));
  }

  private Command command(Duration timeout, String program, List<String> arguments) {
    var spec = server.spec();
    var line = new ArrayList<String>();
    line.add(spec.programs().map(each -> each.resolve(program).toString()).orElse(program));
    line.addAll(arguments);
    var secrets = new HashMap<String, SecretReference>();
    spec.password().ifPresent(password -> secrets.put("PGPASSWORD", password));
    return new Command(line, directory, environment(), secrets, timeout);
  }

  private static Map<String, String> environment() {
    return Map.of(
        "LC_ALL", "C.UTF-8",
        "PGAPPNAME", "reinstate",
        "PGCONNECT_TIMEOUT", "10",
        "PGOPTIONS", "-c default_transaction_read_only=off -c statement_timeout=0");
  }
}
