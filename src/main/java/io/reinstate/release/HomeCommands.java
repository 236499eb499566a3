package io.reinstate.release;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.CommandSpec;
import io.reinstate.host.Host;
import io.reinstate.snapshot.StepKey;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Runs commands of the catalog in the home directory of an application: those that bring its
 * dependencies back to what the lock file says, those that clear its caches. The commands have to
 * be safe to run twice, one after the other: a run that a killed Reinstate left is waited for.
 */
@Component
public final class HomeCommands {

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

  /** Writes a line to the log that the commands of that key print to. */
  void note(Application application, String key, String line) {
    var log = log(application, key);
    try {
      Durable.createDirectories(log.getParent());
      try (var lines = LoggedCommands.open(log)) {
        lines.println(line);
      }
    } catch (IOException e) {
      throw unwritten("the commands", log, e);
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
