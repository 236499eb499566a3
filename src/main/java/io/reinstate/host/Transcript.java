package io.reinstate.host;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Takes down what every command prints that a thread runs, for whoever looks later for the cause:
 * the command, the last 64 KiB it printed, how it ended. What is repeated word for word is taken
 * down once, so that a question asked every second does not bury the rest.
 *
 * <p>It belongs to a thread, as {@link Cancellation} does; {@link #carried} takes it along to
 * another one.
 */
public final class Transcript implements AutoCloseable {

  private static final ThreadLocal<Transcript> CURRENT = new ThreadLocal<>();

  private final Consumer<String> pages;
  private final Transcript outer;
  private final Set<String> taken = new HashSet<>();

  private Transcript(Consumer<String> pages, Transcript outer) {
    this.pages = pages;
    this.outer = outer;
  }

  /**
   * Begins one for the current thread, until it is closed.
   *
   * @param pages is given what each command printed, secrets of the command blotted out; called by
   *     one thread at a time
   */
  public static Transcript begin(Consumer<String> pages) {
    var begun = new Transcript(pages, CURRENT.get());
    CURRENT.set(begun);
    return begun;
  }

  /** Begins one that takes nothing down: the output is written elsewhere. */
  public static Transcript none() {
    return begin(page -> {});
  }

  /** The same work, taken down wherever it is done as if it were done here. */
  public static <T> Callable<T> carried(Callable<T> work) {
    var here = CURRENT.get();
    return () -> {
      var there = CURRENT.get();
      CURRENT.set(here);
      try {
        return work.call();
      } finally {
        CURRENT.set(there);
      }
    };
  }

  /** Takes down a command that ended, if the current thread has a transcript. */
  static void add(Command command, String output, String end) {
    var current = CURRENT.get();
    if (current != null) {
      current.take("$ " + command + "\n" + output + (output.isEmpty() ? "" : "\n") + end + "\n");
    }
  }

  private synchronized void take(String page) {
    if (taken.add(page)) {
      pages.accept(page);
    }
  }

  @Override
  public void close() {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }
}
