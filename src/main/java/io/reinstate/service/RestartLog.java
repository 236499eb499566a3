package io.reinstate.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When a service was started again after it had ended by itself: a line of milliseconds (Unix time,
 * UTC) each, in a file beside its pid file, so that all nodes count together. Forgotten when
 * somebody starts or stops it.
 */
record RestartLog(RunFiles files) {

  /** In which so many restarts are allowed as the catalog says. */
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final String GIVEN_UP = "given up";

  boolean areGivenUp() {
    return lines().contains(GIVEN_UP);
  }

  /** How many there were in the last ten minutes. */
  long recent(Instant now) {
    return times().stream().filter(time -> time.isAfter(now.minus(WINDOW))).count();
  }

  /** Whether the pause after the last one is over: a second, then twice as long each time. */
  boolean due(Instant now) {
    var recent = times().stream().filter(time -> time.isAfter(now.minus(WINDOW))).toList();
    if (areGivenUp()) {
      return false;
    }
    if (recent.isEmpty()) {
      return true;
    }
    var pause = Duration.ofSeconds(1L << Math.min(recent.size(), 10));
    var shortened = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    return !now.isBefore(recent.get(recent.size() - 1).plus(shortened));
  }

  void note(Instant now) {
    var lines = new ArrayList<>(lines());
    lines.add(Long.toString(now.toEpochMilli()));
    write(lines.subList(Math.max(0, lines.size() - 1000), lines.size()));
  }

  void giveUp() {
    var lines = new ArrayList<>(lines());
    lines.add(GIVEN_UP);
    write(lines);
  }

  void forget() {
    try {
      Files.deleteIfExists(files.restarts());
    } catch (IOException e) {
      throw new RunFilesUnusable(files.restarts(), e);
    }
  }

  private List<Instant> times() {
    return lines().stream()
        .filter(line -> line.matches("[0-9]{1,18}"))
        .map(line -> Instant.ofEpochMilli(Long.parseLong(line)))
        .toList();
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(files.restarts(), US_ASCII);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new RunFilesUnusable(files.restarts(), e);
    }
  }

  private void write(List<String> lines) {
    try {
      Durable.write(files.restarts(), (String.join("\n", lines) + "\n").getBytes(US_ASCII));
    } catch (IOException e) {
      throw new RunFilesUnusable(files.restarts(), e);
    }
  }
}
