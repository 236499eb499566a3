package io.reinstate.web.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many requests are served at once for whom. People have each a share of their own; so have
 * those together who are not logged in, and whoever asks for the state of health. Those whose
 * password is not yet checked have two, one for those who have logged in before from where they
 * are; of both, one account at one address has a small part. So nobody takes the threads of others.
 */
final class Shares {

  /** Of the threads that serve requests, see {@code server.tomcat.threads.max}. */
  static final int OF_A_PERSON = 48;

  static final int OF_NOBODY = 64;
  static final int OF_HEALTH = 8;
  static final int OF_KNOWN_LOGINS = 48;
  static final int OF_NEW_LOGINS = 32;
  static final int OF_ONE_LOGIN = 8;

  /** Logins for which there is no share at once wait so long, and so many of them. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  static final int WAITING = 64;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final Map<String, Integer> taken = new HashMap<>();
  private int waiting;

  /** A part of the threads while a request is served. */
  @FunctionalInterface
  interface Share {

    /** Gives it back. */
    void release();
  }

  /** Of those who are not logged in; empty when none is left. */
  Optional<Share> nobody() {
    return now(new Part("nobody", OF_NOBODY));
  }

  /** Of those who ask how it is; empty when none is left. */
  Optional<Share> health() {
    return now(new Part("health", OF_HEALTH));
  }

  /** Of somebody who is logged in; empty when none is left. */
  Optional<Share> person(String account) {
    return now(new Part("person " + account, OF_A_PERSON));
  }

  /**
   * Of those whose password is being checked; empty when none is left soon.
   *
   * @param who account and address
   * @param known whether the account has logged in from there before
   */
  Optional<Share> login(String who, boolean known) {
    var one = new Part("login " + who, OF_ONE_LOGIN);
    var all =
        known ? new Part("known logins", OF_KNOWN_LOGINS) : new Part("new logins", OF_NEW_LOGINS);
    lock.lock();
    try {
      return areFree(one, all) || becomeFree(one, all)
          ? Optional.of(take(one, all))
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Share> now(Part part) {
    lock.lock();
    try {
      return areFree(part) ? Optional.of(take(part)) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private boolean becomeFree(Part... parts) {
    if (waiting == WAITING) {
      return false;
    }
    waiting++;
    try {
      for (var left = PATIENCE.toNanos(); left > 0; left = released.awaitNanos(left)) {
        if (areFree(parts)) {
          return true;
        }
      }
      return areFree(parts);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting--;
    }
  }

  private boolean areFree(Part... parts) {
    for (var part : parts) {
      if (taken.getOrDefault(part.name(), 0) >= part.most()) {
        return false;
      }
    }
    return true;
  }

  private Share take(Part... parts) {
    for (var part : parts) {
      taken.merge(part.name(), 1, Integer::sum);
    }
    return () -> giveBack(parts);
  }

  private void giveBack(Part... parts) {
    lock.lock();
    try {
      for (var part : parts) {
        taken.computeIfPresent(part.name(), (name, number) -> number == 1 ? null : number - 1);
      }
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private record Part(String name, int most) {}
}
