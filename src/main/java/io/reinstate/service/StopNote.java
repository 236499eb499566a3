package io.reinstate.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/**
 * Which step stopped a service last, to start it again: its name, in a file beside the pid file.
 */
record StopNote(RunFiles files) {

  boolean isOf(String step) {
    try {
      return Files.readString(files.stopped()).equals(step);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new RunFilesUnusable(files.stopped(), e);
    }
  }

  void write(String step) {
    try {
      files.create();
      Durable.write(files.stopped(), step.getBytes(UTF_8));
    } catch (IOException e) {
      throw new RunFilesUnusable(files.stopped(), e);
    }
  }
}
