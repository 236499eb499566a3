package io.reinstate.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends signals to processes that the tests started. */
final class Signals {

  private Signals() {}

  static void send(String signal, long pid) {
    run("kill", "-s", signal, Long.toString(pid));
  }

  /** Runs a program to its end, and tells whether it succeeded. */
  static boolean run(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
