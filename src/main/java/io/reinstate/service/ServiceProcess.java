package io.reinstate.service;

import io.reinstate.host.ProcessStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process that was started for a service, beyond doubt: a pid is used again some time, pid and
 * start only after a reboot, and the boot id tells one boot from the next.
 *
 * @param pid its id; that of its process group and session too, unless it is a daemon
 * @param startTicks when it started, in clock ticks since boot
 * @param boot the boot it was started in
 * @param daemonSession the session of a process that its program left in the background
 */
record ServiceProcess(long pid, long startTicks, String boot, OptionalLong daemonSession) {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  static ServiceProcess parse(String line) {
    var fields = line.strip().split(" ");
    if (fields.length != 3 && fields.length != 4) {
      throw new IllegalArgumentException("not «pid start boot», nor with a session: " + line);
    }
    return new ServiceProcess(
        Long.parseLong(fields[0]),
        Long.parseLong(fields[1]),
        fields[2],
        fields.length == 3 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[3])));
  }

  /** A line that {@link #parse} reads. */
  String line() {
    var session = daemonSession.isPresent() ? " " + daemonSession.getAsLong() : "";
    return pid + " " + startTicks + " " + boot + session + "\n";
  }

  long session() {
    return daemonSession.orElse(pid);
  }

  boolean ofThisBoot() {
    return boot.equals(currentBoot());
  }

  /** The process itself, dead or alive, as long as it has not been collected by its parent. */
  Optional<ProcessStat> stat() {
    return ProcessStat.of(pid).filter(stat -> stat.startTicks() == startTicks && ofThisBoot());
  }

  boolean alive() {
    return stat().filter(stat -> !stat.dead()).isPresent();
  }

  static String currentBoot() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Supervised services need Linux with /proc", e);
    }
  }
}
