package io.reinstate.service;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How programs ended that this Reinstate has started. Only whoever started a process is told its
 * exit status; of what an earlier Reinstate started, none is known.
 */
final class Exits {

  private final Map<ServiceProcess, Integer> statuses = new ConcurrentHashMap<>();

  /** Remembers how it ends, until it is {@linkplain #forget forgotten}. */
  void follow(ServiceProcess noted, Process process) {
    process.onExit().thenAccept(ended -> statuses.put(noted, ended.exitValue()));
  }

  /** 0 to 255; 128 + n when signal n ended it; nothing when it runs or nobody knows. */
  OptionalInt of(ServiceProcess noted) {
    var status = statuses.get(noted);
    return status == null ? OptionalInt.empty() : OptionalInt.of(status);
  }

  void forget(ServiceProcess noted) {
    statuses.remove(noted);
  }
}
