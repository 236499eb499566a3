package io.reinstate.web.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many requests are served at once for whom: people have each a share of their own; so have
 * those together who are not logged in, those who say a password that is not yet checked, and
 * whoever asks for the state of health. All but the people together never take every thread.
 */
final class Shares {

  /** Of the threads that serve requests, see {@code server.tomcat.threads.max}. */
  static final int OF_A_PERSON = 48;

  static final int OF_NOBODY = 64;
  static final int OF_LOGINS = 64;
  static final int WAITING_LOGINS = 64;
  static final int OF_HEALTH = 8;

  private static final int PATIENCE_MS = 2_000;

  private final Semaphore nobody = new Semaphore(OF_NOBODY);
  private final Semaphore logins = new Semaphore(OF_LOGINS);
  private final Semaphore waitingLogins = new Semaphore(WAITING_LOGINS);
  private final Semaphore health = new Semaphore(OF_HEALTH);
  private final Map<String, Integer> people = new HashMap<>();

  /** A part of the threads while a request is served. */
  @FunctionalInterface
  interface Share {

    /** Gives it back. */
    void release();
  }

  /** Of those who are not logged in; empty when none is left. */
  Optional<Share> nobody() {
    return of(nobody);
  }

  /** Of those whose password is being checked; empty when none is left soon. */
  Optional<Share> login() {
    var now = of(logins);
    if (now.isPresent() || !waitingLogins.tryAcquire()) {
      return now;
    }
    try {
      return logins.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS)
          ? Optional.of(logins::release)
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      waitingLogins.release();
    }
  }

  /** Of those who ask how it is; empty when none is left. */
  Optional<Share> health() {
    return of(health);
  }

  /** Of somebody who is logged in; empty when none is left. */
  synchronized Optional<Share> person(String account) {
    var taken = people.getOrDefault(account, 0);
    if (taken == OF_A_PERSON) {
      return Optional.empty();
    }
    people.put(account, taken + 1);
    return Optional.of(() -> giveBack(account));
  }

  private synchronized void giveBack(String account) {
    people.computeIfPresent(account, (who, taken) -> taken == 1 ? null : taken - 1);
  }

  private static Optional<Share> of(Semaphore semaphore) {
    return semaphore.tryAcquire() ? Optional.of(semaphore::release) : Optional.empty();
  }
}
