package io.reinstate.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The file in which {@link Launch} notes the process of a service. */
record PidFile(Path path) {

  /**
   * The process noted last; nothing when none is.
   *
   * @throws RunFilesUnusable when the file is there but makes no sense
   */
  Optional<ServiceProcess> read() {
    try {
      return Optional.of(ServiceProcess.parse(Files.readString(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new RunFilesUnusable(path, e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new RunFilesUnusable(path, e);
    }
  }
}
