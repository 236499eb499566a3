package io.reinstate.service;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Optional;

/**
 * Where the logs of a service were when it was last started: a line «position path» each, in a file
 * beside its pid file.
 */
record LogStarts(RunFiles files) {

  /** Notes how long these logs are now; forgets all others. */
  void note(Collection<Path> logs) {
    var text =
        logs.stream()
            .map(log -> new ServiceLog(log, files.user()).size() + " " + log + "\n")
            .collect(joining());
    try {
      files.create();
      var beside = files.logs().resolveSibling(files.logs().getFileName() + ".new");
      Files.writeString(beside, text);
      Files.move(beside, files.logs(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new RunFilesUnusable(files.logs(), e);
    }
  }

  /** What was noted of a log; nothing when it was not. */
  Optional<LogStart> of(Path log) {
    try {
      var noted = Files.getLastModifiedTime(files.logs()).toInstant();
      return Files.readAllLines(files.logs()).stream()
          .filter(line -> line.substring(line.indexOf(' ') + 1).equals(log.toString()))
          .map(line -> new LogStart(Long.parseLong(line.substring(0, line.indexOf(' '))), noted))
          .findFirst();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | NumberFormatException e) {
      throw new RunFilesUnusable(files.logs(), e);
    }
  }
}
