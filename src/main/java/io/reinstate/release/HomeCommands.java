package io.reinstate.release;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.SecretReference;
import io.reinstate.host.Host;
import io.reinstate.host.SecretMask;
import io.reinstate.storage.Durable;
import io.reinstate.storage.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Runs commands of the catalog in the home directory of an application: those that bring its
 * dependencies back to what the lock file says, those that clear its caches. The commands have to
 * be safe to run twice, one after the other: a run that a killed Reinstate left is waited for.
 */
@Component
public final class HomeCommands {

  private static final Logger LOG = LoggerFactory.getLogger(HomeCommands.class);

  /** Bytes after which the first half of what was noted is dropped. */
  private static final int LONGEST_LOG = 256 * 1024;

  private final ReleaseSettings settings;
  private final Host host;
  private final Clock clock;

  public HomeCommands(ReleaseSettings settings, Host host, Clock clock) {
    this.clock = clock;
    this.settings = settings;
    this.host = host;
  }

  /**
   * Runs them one after the other, up to the first that fails. A second run runs all of them again.
   *
   * @param purpose what they are for, as in «Command 1 of 2 of the installation»
   * @param key names the log
   * @throws HomeCommandFailed when one ends with an error; its last lines are in the message
   * @throws io.reinstate.host.CommandTimedOut when one takes longer than it may
   * @throws io.reinstate.host.EarlierRunLives when an earlier run does not end
   */
  public void run(Application application, List<CommandSpec> commands, String purpose, String key) {
    var log = log(application, key);
    try {
      Durable.createDirectories(log.getParent());
      var area = HomeArea.of(application);
      area.begin(StepKey.check(key), clock.instant());
      var start = System.nanoTime();
      try (var lines = LoggedCommands.open(log)) {
        new LoggedCommands(host, application.user(), purpose, HomeCommandFailed::new)
            .run(commands, application.home(), area.lock(), log, lines);
      }
      CommandTimes.of(application).keep(commands, Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException e) {
      throw unwritten(purpose, log, e);
    }
  }

  private static HomeCommandFailed unwritten(String purpose, Path log, IOException cause) {
    return new HomeCommandFailed(
        "The output of " + purpose + " cannot be written: " + cause, log.toString(), cause);
  }

  /** How long these commands took together when they succeeded last; empty when they never did. */
  public Optional<Duration> lastTook(Application application, List<CommandSpec> commands) {
    return CommandTimes.of(application).last(commands);
  }

  /**
   * Adds what a command printed to the log of that key, with the secrets of the whole application
   * blotted out; of a long log the end stays, at least 64 KiB. A log that cannot be written is
   * warned of, for the command has run.
   */
  public void note(Application application, String key, String page) {
    var log = log(application, key);
    try {
      var masked = SecretMask.of(application.secrets()).apply(page);
      Durable.createDirectories(log.getParent());
      synchronized (this) {
        shorten(log);
        try (var lines = LoggedCommands.open(log)) {
          lines.print(masked);
        }
      }
    } catch (SecretReference.Unresolved e) {
      LOG.warn(
          "What a command printed is not kept, for secrets cannot be masked. {}", e.getMessage());
    } catch (IOException e) {
      LOG.warn("What a command printed cannot be kept in {}: {}", log, e.toString());
    }
  }

  private static void shorten(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
      var all = Files.readAllBytes(log);
      Files.write(log, Arrays.copyOfRange(all, all.length - LONGEST_LOG / 2, all.length));
    }
  }

  /**
   * Whether commands were run under that key, or begun to, by whatever node. It is known for 30
   * days.
   */
  public boolean begun(Application application, String key) {
    return HomeArea.begun(application, StepKey.check(key));
  }

  /** What the commands printed, flushed line by line; kept for 30 days. */
  public Path log(Application application, String key) {
    var base = settings.directory().resolve(application.id().value());
    return new BuildArea(base, StepKey.check(key), application.user()).log();
  }
}
