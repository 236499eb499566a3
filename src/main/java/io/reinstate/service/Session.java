package io.reinstate.service;

import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.Command;
import io.reinstate.host.Deadline;
import io.reinstate.host.Host;
import io.reinstate.host.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All processes of a service: its first one and whatever that started, unless it moved away. */
final class Session {

  private static final Duration AFTER_KILL = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  /** The groups are arguments; the script never changes. A group that is gone is no error. */
  private static final String KILL =
      "signal=$1; shift; for group in \"$@\"; do kill -s \"$signal\" -- \"-$group\"; done; :";

  private static final String SIGNAL = "kill -s \"$1\" -- \"$2\"";

  private final ServiceProcess leader;
  private final RunSpec.Supervised run;
  private final Host host;
  private final SystemUser user;

  /**
   * @param user whose rights the service has, and so the signals: the kernel lets them reach no
   *     process of another user
   */
  Session(ServiceProcess leader, RunSpec.Supervised run, Host host, SystemUser user) {
    this.leader = leader;
    this.run = run;
    this.host = host;
    this.user = user;
  }

  /**
   * Its living processes. While one of them is left, the kernel gives the leader's id to no other
   * process; so a different process of that id means that none is left. Where the leader is gone
   * altogether, its id may have led a stranger's session since: then what is left must look like
   * the service.
   */
  List<ProcessStat> members() {
    if (!leader.ofThisBoot()) {
      return List.of();
    }
    var holder = ProcessStat.of(leader.pid());
    if (holder.filter(stat -> stat.startTicks() == leader.startTicks()).isPresent()) {
      return living();
    }
    if (holder.isPresent() && leader.session() == leader.pid()) {
      return List.of();
    }
    var orphans = living();
    return orphans.stream().anyMatch(this::looksLikeTheService) ? orphans : List.of();
  }

  /** The command that sends a signal to its first process alone. */
  Command signal(String signal) {
    return Command.of(
            Path.of("/"),
            AFTER_KILL,
            List.of("/bin/sh", "-c", SIGNAL, "reinstate", signal, Long.toString(leader.pid())))
        .as(user);
  }

  /** SIGTERM, then SIGKILL after the grace; whether all are dead then. */
  boolean end() {
    return members().isEmpty() || end("TERM", run.grace()) || end("KILL", AFTER_KILL);
  }

  private boolean end(String signal, Duration patience) {
    var groups = living().stream().map(member -> Long.toString(member.group())).distinct().toList();
    if (!groups.isEmpty()) {
      var arguments = new ArrayList<>(List.of("/bin/sh", "-c", KILL, "reinstate", signal));
      arguments.addAll(groups);
      host.run(Command.of(Path.of("/"), AFTER_KILL, arguments).as(user));
    }
    return Deadline.in(patience).await(() -> living().isEmpty(), FIRST_PAUSE, LONGEST_PAUSE);
  }

  private List<ProcessStat> living() {
    return ProcessStat.all().stream()
        .filter(process -> process.session() == leader.session() && !process.dead())
        .toList();
  }

  private boolean looksLikeTheService(ProcessStat process) {
    var proc = Path.of("/proc", Long.toString(process.pid()));
    return pointsTo(proc.resolve("fd/1"), run.log())
        || pointsTo(proc.resolve("fd/2"), run.log())
        || pointsTo(proc.resolve("cwd"), run.directory());
  }

  private static boolean pointsTo(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file.toRealPath());
    } catch (IOException e) {
      // Not ours to look at, or gone: no evidence.
      return false;
    }
  }
}
