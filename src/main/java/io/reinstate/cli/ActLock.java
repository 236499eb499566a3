package io.reinstate.cli;

import io.reinstate.catalog.application.Application;
import io.reinstate.storage.ExclusiveLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** One act by command line on an application at a time. The server does not look at this lock. */
final class ActLock {

  private final Path directory;

  ActLock(CommandLineSettings settings) {
    this.directory = settings.data().resolve("cli-locks");
  }

  /**
   * Acts, unless somebody acts on the application by command line now.
   *
   * @throws NotDone when somebody does, or the lock cannot be had
   */
  int whileHeld(Application application, Callable<Integer> act) throws Exception {
    var file = directory.resolve(application.id().value());
    try (var held = hold(file).orElseThrow(() -> busy(application))) {
      return act.call();
    }
  }

  private static Optional<ExclusiveLock> hold(Path file) {
    try {
      return ExclusiveLock.of(file, Duration.ZERO);
    } catch (IOException e) {
      throw new NotDone(
          "The lock cannot be had: " + e,
          file.toString(),
          "Run this as the user that owns reinstate.data.");
    }
  }

  private static NotDone busy(Application application) {
    return new NotDone(
        "Another command acts on it now",
        "application " + application.id(),
        "Wait until it ends, then try again.");
  }
}
