package io.reinstate.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Shows each step as it begins, and how long it took. */
final class Steps {

  private final PrintWriter out;
  private final Clock clock;

  Steps(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  void run(String title, Runnable step) {
    get(
        title,
        () -> {
          step.run();
          return null;
        });
  }

  <T> T get(String title, Supplier<T> step) {
    out.printf(Locale.ROOT, "%-24s", title);
    out.flush();
    var began = clock.instant();
    var done = false;
    try {
      var result = step.get();
      done = true;
      return result;
    } finally {
      var seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
      out.printf(Locale.ROOT, "%s%.2f s%n", done ? "" : "failed after ", seconds);
      out.flush();
    }
  }

  /** A sentence between the steps. */
  void say(String sentence) {
    out.println(sentence);
    out.flush();
  }
}
