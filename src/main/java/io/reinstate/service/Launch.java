package io.reinstate.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.SystemUser;
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
  private static final Duration UNTIL_DAEMON = Duration.ofSeconds(30);
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
  private final Optional<Daemon> daemon;
  private final Place place;

  /**
   * @param quotation of its log, when it does not start
   * @param user whose rights the program has
   * @param exits is told how it ends
   * @param place where the world finds it
   */
  Launch(
      String name,
      RunSpec.Supervised run,
      PidFile pidFile,
      Quotation quotation,
      SystemUser user,
      Exits exits,
      Place place) {
    this.place = place;
    daemon = run.pidFile().map(file -> new Daemon(file, user));
    this.exits = exits;
    this.quotation = quotation;
    this.name = name;
    this.run = run;
    this.pidFile = pidFile;
    log = quotation.log();
    environment = ProcessEnvironment.of(run.environment(), run.secrets(), Optional.of(user));
  }

  /**
   * Returns when the program runs, or fails when it ends within its first 100 ms; of one that puts
   * itself in the background, when what it left there runs.
   */
  void run() {
    var arguments = arguments();
    log.createDirectory();
    daemon.ifPresent(Daemon::forget);
    var before = log.size();
    var process = start(environment.builder(run.directory(), arguments));
    if (daemon.isPresent()) {
      awaitDaemon(process, before);
      return;
    }
    var decided =
        Deadline.in(UNTIL_EXEC)
            .await(() -> !process.isAlive() || becameTheProgram(), FIRST_PAUSE, LONGEST_PAUSE);
    if (endsAtOnce(process)) {
      throw ended(process, before);
    }
    if (!decided) {
      throw StartFailed.hangs(name, run.log(), lastLines(before));
    }
    pidFile.read().ifPresent(noted -> exits.follow(noted, process));
  }

  /** The launcher has ended by then, unless it is the process itself after all. */
  private void awaitDaemon(Process launcher, long before) {
    Deadline.in(UNTIL_DAEMON)
        .await(() -> failed(launcher) || left(launcher).isPresent(), FIRST_PAUSE, LONGEST_PAUSE);
    if (failed(launcher)) {
      throw ended(launcher, before);
    }
    var process =
        left(launcher)
            .orElseThrow(
                () ->
                    StartFailed.noDaemon(
                        name, daemon.get().file(), UNTIL_DAEMON, lastLines(before)));
    pidFile.write(process);
  }

  private static boolean failed(Process launcher) {
    return !launcher.isAlive() && launcher.exitValue() != 0;
  }

  private Optional<ServiceProcess> left(Process launcher) {
    return pidFile
        .read()
        .flatMap(daemon.orElseThrow()::of)
        .filter(process -> !launcher.isAlive() || process.pid() == launcher.pid());
  }

  private StartFailed ended(Process process, long before) {
    var status = process.exitValue();
    var listening = status == 0 ? place.listeners() : Optional.<String>empty();
    return StartFailed.ended(name, status, run.log(), lastLines(before), listening);
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
