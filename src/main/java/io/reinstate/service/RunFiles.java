package io.reinstate.service;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.storage.Durable;
import io.reinstate.storage.ExclusiveLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the process of a supervised service is remembered: in the work directory, so that neither a
 * restart of ours nor a restore of the home directory forgets it.
 *
 * @param directory for all services of the application; only its owner may enter, for whoever may
 *     write a pid file can have any process killed
 * @param name the service's
 * @param user whose rights the service has
 */
record RunFiles(Path directory, String name, SystemUser user) {

  /** With every grace that a catalog may give. */
  private static final Duration LONGEST_ACT = Duration.ofHours(1);

  /** No service can have this name. */
  private static final String MINIMAL = "_minimal";

  static RunFiles of(Application application, ServiceId service) {
    return new RunFiles(directory(application), service.value(), application.user());
  }

  static RunFiles ofMinimal(Application application) {
    return new RunFiles(directory(application), MINIMAL, application.user());
  }

  Path pid() {
    return directory.resolve(name + ".pid");
  }

  /** Where the logs were at the last start. */
  Path logs() {
    return directory.resolve(name + ".logs");
  }

  /** Which step stopped it last, to start it again. */
  Path stopped() {
    return directory.resolve(name + ".stopped");
  }

  /** When it was started again after it had ended by itself. */
  Path restarts() {
    return directory.resolve(name + ".restarts");
  }

  /** Locked while the service is started, stopped, or its log is set aside. Never deleted. */
  private Path lock() {
    return directory.resolve(name + ".lock");
  }

  /**
   * Acts on the service after whoever acts on it now, on whichever node.
   *
   * @throws RunFilesUnusable when that has not ended after an hour, or the lock cannot be used
   */
  void alone(Runnable act) {
    try (var held =
        ExclusiveLock.of(lock(), LONGEST_ACT).orElseThrow(() -> RunFilesUnusable.busy(lock()))) {
      act.run();
    } catch (IOException e) {
      throw new RunFilesUnusable(lock(), e);
    }
  }

  /** Does nothing when someone acts on the service now. */
  void ifNobodyActs(Runnable act) {
    try (var held = ExclusiveLock.of(lock(), Duration.ZERO).orElse(null)) {
      if (held != null) {
        act.run();
      }
    } catch (IOException e) {
      throw new RunFilesUnusable(lock(), e);
    }
  }

  void create() {
    try {
      Durable.createDirectories(directory);
    } catch (IOException e) {
      throw new RunFilesUnusable(directory, e);
    }
  }

  private static Path directory(Application application) {
    return application.workDirectory().resolve("run");
  }
}
