package io.reinstate.service;

import java.util.OptionalLong;

/**
 * Whether a service runs.
 *
 * @param state the answer
 * @param pid the process, for a supervised service that runs
 * @param reason one sentence for people
 */
public record ServiceStatus(State state, OptionalLong pid, String reason) {

  /** Running, not running, or nobody can tell. */
  public enum State {
    RUNNING,
    STOPPED,
    UNKNOWN
  }

  static ServiceStatus running(long pid, String reason) {
    return new ServiceStatus(State.RUNNING, OptionalLong.of(pid), reason);
  }

  static ServiceStatus running(String reason) {
    return new ServiceStatus(State.RUNNING, OptionalLong.empty(), reason);
  }

  static ServiceStatus stopped(String reason) {
    return new ServiceStatus(State.STOPPED, OptionalLong.empty(), reason);
  }

  static ServiceStatus unknown(String reason) {
    return new ServiceStatus(State.UNKNOWN, OptionalLong.empty(), reason);
  }
}
