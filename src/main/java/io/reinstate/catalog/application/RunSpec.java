package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a service is started and stopped. */
public sealed interface RunSpec {

  /** Variables with plain values. */
  Map<String, String> environment();

  /** Variables whose values are looked up when they are needed. */
  Map<String, SecretReference> secrets();

  /**
   * A process that Reinstate starts itself, detached, and stops by its process group.
   *
   * @param command program and arguments; never passed through a shell
   * @param directory absolute working directory
   * @param environment variables with plain values; the only ones it gets besides PATH, HOME, USER,
   *     LANG and TZ
   * @param secrets variables whose values are looked up when the process starts
   * @param grace how long after SIGTERM before SIGKILL
   * @param log absolute file that takes its output
   * @param logLimit bytes after which the log is set aside as {@code <log>.1}
   * @param reload the signal that makes its first process read its files again without stopping
   * @param pidFile absolute file inside the home directory in which a program that puts itself in
   *     the background names its process; without one the program stays in the foreground
   * @param restart whether it is started again after it has ended by itself
   * @param restartLimit how often that is done within ten minutes before it is given up
   * @param startAtBoot whether it is started after a reboot, when Reinstate starts
   */
  record Supervised(
      List<String> command,
      Path directory,
      Map<String, String> environment,
      Map<String, SecretReference> secrets,
      Duration grace,
      Path log,
      long logLimit,
      Optional<String> reload,
      Optional<Path> pidFile,
      Restart restart,
      int restartLimit,
      boolean startAtBoot)
      implements RunSpec {}

  /** When a supervised service is started again that has ended by itself. */
  enum Restart {
    @JsonProperty("never")
    NEVER,
    /** Unless it ended with exit status 0; also where nobody knows how it ended. */
    @JsonProperty("on-failure")
    ON_FAILURE,
    @JsonProperty("always")
    ALWAYS
  }

  /**
   * A service that other programs look after: systemd, pm2, docker compose.
   *
   * @param start starts it; starting what runs must be no error
   * @param stop stops it; stopping what does not run must be no error
   * @param status exit status 0: it runs; 1 to 4: it does not (the convention of {@code systemctl
   *     is-active} and LSB init scripts); anything else: unknown
   * @param reload makes it read its files again without stopping, where it can
   * @param directory absolute working directory of the commands
   * @param environment variables with plain values
   * @param secrets variables whose values are looked up when a command runs
   * @param timeout how long one command may take
   */
  record Commands(
      List<String> start,
      List<String> stop,
      List<String> status,
      Optional<List<String>> reload,
      Path directory,
      Map<String, String> environment,
      Map<String, SecretReference> secrets,
      Duration timeout)
      implements RunSpec {}
}
