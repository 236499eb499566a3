package io.reinstate.service;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.ServiceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the process of a supervised service is remembered: beside the home directory, so that
 * neither a restart of ours nor a restore of the home directory forgets it.
 *
 * @param directory for all services of the application; only its owner may enter, for whoever may
 *     write a pid file can have any process killed
 * @param name the service's
 */
record RunFiles(Path directory, String name) {

  /** No service can have this name. */
  private static final String MINIMAL = "_minimal";

  static RunFiles of(Application application, ServiceId service) {
    return new RunFiles(directory(application), service.value());
  }

  static RunFiles ofMinimal(Application application) {
    return new RunFiles(directory(application), MINIMAL);
  }

  Path pid() {
    return directory.resolve(name + ".pid");
  }

  /** Where the logs were at the last start. */
  Path logs() {
    return directory.resolve(name + ".logs");
  }

  /** Locked while the service is started, stopped, or its log is set aside. Never deleted. */
  Path lock() {
    return directory.resolve(name + ".lock");
  }

  void create() {
    try {
      Files.createDirectories(directory.getParent());
      if (!Files.isDirectory(directory)) {
        createPrivate();
      }
    } catch (IOException e) {
      throw new RunFilesUnusable(directory, e);
    }
  }

  private void createPrivate() throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static Path directory(Application application) {
    var home = application.home();
    return home.resolveSibling("." + home.getFileName() + ".reinstate").resolve("run");
  }
}
