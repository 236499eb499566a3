package io.reinstate.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reinstate.catalog.RunSpec;
import io.reinstate.catalog.SystemUser;
import io.reinstate.host.Deadline;
import io.reinstate.host.GivenUp;
import io.reinstate.host.Interrupted;
import io.reinstate.host.ProcessEnvironment;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One start of a supervised service. {@code setsid} detaches it; a shell notes its pid, start and
 * boot, gives its rights up to the application's user and then becomes the program, so that from
 * the first moment there is no process without a pid file.
 */
final class Launch {

  /**
   * Reads field 22 of proc(5)'s stat, the start in clock ticks, which survives exec. File and
   * program are arguments; the script never changes. {@code command -p} finds mv whatever PATH the
   * service has.
   */
  private static final String SCRIPT =
      """
      set -e
      file=$1
      shift
      read -r stat < "/proc/$$/stat"
      read -r boot < /proc/sys/kernel/random/boot_id
      start=$(set -f; set -- ${stat##*) }; printf %s "${20}")
      (umask 077; printf '%s %s %s\\n' "$$" "$start" "$boot" > "$file.new")
      command -p mv -f "$file.new" "$file"
      exec "$@"
      """;

  private static final Duration UNTIL_EXEC = Duration.ofSeconds(10);
  private static final Duration FIRST_MOMENT = Duration.ofMillis(100);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);
  private static final int QUOTED_LINES = 20;

  private final String name;
  private final RunSpec.Supervised run;
  private final PidFile pidFile;
  private final ServiceLog log;
  private final Quotation quotation;
  private final ProcessEnvironment environment;
  private final Exits exits;

  /**
   * @param quotation of its log, when it does not start
   * @param user whose rights the program has
   * @param exits is told how it ends
   */
  Launch(
      String name,
      RunSpec.Supervised run,
      PidFile pidFile,
      Quotation quotation,
      SystemUser user,
      Exits exits) {
    this.exits = exits;
    this.quotation = quotation;
    this.name = name;
    this.run = run;
    this.pidFile = pidFile;
    log = quotation.log();
    environment = ProcessEnvironment.of(run.environment(), run.secrets(), Optional.of(user));
  }

  /** Returns when the program runs, or fails when it ends within its first 100 ms. */
  void run() {
    var arguments = arguments();
    log.createDirectory();
    var before = log.size();
    var process = start(environment.builder(run.directory(), arguments));
    var decided =
        Deadline.in(UNTIL_EXEC)
            .await(() -> !process.isAlive() || becameTheProgram(), FIRST_PAUSE, LONGEST_PAUSE);
    if (endsAtOnce(process)) {
      throw StartFailed.ended(name, process.exitValue(), run.log(), lastLines(before));
    }
    if (!decided) {
      throw StartFailed.hangs(name, run.log(), lastLines(before));
    }
    pidFile.read().ifPresent(noted -> exits.follow(noted, process));
  }

  private List<String> arguments() {
    var program = environment.program(run.command().get(0), run.directory());
    var arguments = new ArrayList<>(List.of(GivenUp.program("setsid")));
    // Started by nohup, we ignore SIGHUP; a shell that is born so can never catch it.
    run.reload()
        .ifPresent(
            signal ->
                arguments.addAll(List.of(GivenUp.program("env"), "--default-signal=" + signal)));
    arguments.addAll(List.of("/bin/sh", "-c", SCRIPT, "reinstate"));
    arguments.add(pidFile.path().toAbsolutePath().toString());
    environment.anotherUser().ifPresent(user -> arguments.addAll(GivenUp.to(user, run.log())));
    arguments.add(program.toString());
    arguments.addAll(run.command().subList(1, run.command().size()));
    return arguments;
  }

  private Process start(ProcessBuilder builder) {
    var output =
        environment.anotherUser().isPresent()
            ? Redirect.DISCARD
            : Redirect.appendTo(run.log().toFile());
    try {
      log.check();
      return environment.start(builder.redirectErrorStream(true).redirectOutput(output));
    } catch (IOException e) {
      throw StartFailed.impossible(name, run.directory(), e);
    }
  }

  private boolean endsAtOnce(Process process) {
    try {
      return process.waitFor(FIRST_MOMENT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw Interrupted.during("starting " + name);
    }
  }

  private boolean becameTheProgram() {
    return pidFile.read().filter(process -> !stillTheScript(process.pid())).isPresent();
  }

  private static boolean stillTheScript(long pid) {
    try {
      var commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
      var line = new String(Files.readAllBytes(commandLine), UTF_8);
      return line.contains(SCRIPT) || line.contains(GivenUp.MARK);
    } catch (IOException e) {
      // It has ended; whoever asked sees that next.
      return true;
    }
  }

  private String lastLines(long from) {
    return quotation.lastLines(QUOTED_LINES, from);
  }
}
