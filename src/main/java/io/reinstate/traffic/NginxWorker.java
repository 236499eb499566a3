package io.reinstate.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A worker process of nginx on this machine. From the moment it is told to stop it accepts no
 * connection any more and says so in its title; it lives on until its last request is answered.
 */
record NginxWorker(ProcessHandle process) {

  private static final String TITLE = "nginx: worker process";

  /** All workers of the master this worker belongs to; none when it is not one. */
  static List<NginxWorker> besides(long pid) {
    return ProcessHandle.of(pid)
        .filter(process -> title(process).startsWith(TITLE))
        .flatMap(ProcessHandle::parent)
        .map(master -> master.children().map(NginxWorker::new).toList())
        .orElse(List.of());
  }

  boolean takesConnections() {
    var title = title(process);
    return process.isAlive() && title.startsWith(TITLE) && !title.contains("shutting down");
  }

  private static String title(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", process.pid() + "", "cmdline"), ISO_8859_1);
    } catch (IOException e) {
      // It ended while we looked.
      return "";
    }
  }
}
