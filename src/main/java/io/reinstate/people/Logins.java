package io.reinstate.people;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has passwords checked, and holds back whoever guesses: by address and account, so that nobody
 * keeps somebody else out. Where an account has logged in before, a password that was right before
 * always is; another one is checked as well, one at a time. Every login is counted; wrong ones are
 * logged, and right ones when the account has not logged in from that address for an hour.
 */
@Component
public class Logins {

  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
  private static final Duration LOGGED = Duration.ofHours(1);
  private static final int REMEMBERED = 10_000;
  private static final int TURNS = 256;
  private static final int MOST_WAITING = 16;

  private final KnownAddresses known;
  private final WrongPasswords wrong;
  private final MeterRegistry meters;
  private final Clock clock;

  /**
   * Who tries for one account from one address waits for the try before, so that a hundred at once
   * count as a hundred.
   */
  private final ReentrantLock[] turns =
      Stream.generate(() -> new ReentrantLock(true)).limit(TURNS).toArray(ReentrantLock[]::new);

  private final Map<String, Instant> logged = new Bounded<>(REMEMBERED);

  Logins(KnownAddresses known, MeterRegistry meters, Clock clock) {
    this.known = known;
    this.wrong = new WrongPasswords(clock);
    this.meters = meters;
    this.clock = clock;
    for (var result : Result.values()) {
      counter(result, 0);
    }
  }

  /**
   * Checks the password that somebody gives.
   *
   * @return whether it is right
   * @throws TooManyWrongPasswords without a check, when too many from there were wrong
   */
  public boolean check(Attempt attempt) {
    var address = CallerAddress.current();
    requireNotHeldBack(attempt, address);
    if (attempt.isRemembered()) {
      succeeded(attempt, address);
      return true;
    }
    var turn = turns[Math.floorMod((attempt.name() + " " + address).hashCode(), turns.length)];
    if (turn.getQueueLength() >= MOST_WAITING) {
      throw heldBack(address, WrongPasswords.SHORTEST);
    }
    turn.lock();
    try {
      requireNotHeldBack(attempt, address);
      if (attempt.isRight()) {
        succeeded(attempt, address);
        return true;
      }
      failed(attempt, address);
      return false;
    } finally {
      turn.unlock();
    }
  }

  /**
   * Whether an account has logged in from an address since this node began: quick, and no more than
   * a hint.
   *
   * @param address an IP address
   */
  public boolean haveSeen(String account, String address) {
    synchronized (logged) {
      return logged.containsKey(account + " " + CallerAddress.network(address));
    }
  }

  /** The account is no more. */
  public void forget(String account) {
    known.forget(account);
  }

  private void requireNotHeldBack(Attempt attempt, String address) {
    var left = wrong.wait(attempt.name(), address);
    if (!left.isZero() && !isKnown(attempt, address)) {
      throw heldBack(address, left);
    }
  }

  private boolean isKnown(Attempt attempt, String address) {
    return attempt.exists() && known.knows(attempt.account(), address);
  }

  private TooManyWrongPasswords heldBack(String address, Duration left) {
    counter(Result.THROTTLED, 1);
    return new TooManyWrongPasswords(address, left);
  }

  private void succeeded(Attempt attempt, String address) {
    counter(Result.SUCCEEDED, 1);
    wrong.right(attempt.name(), address);
    if (isNews(attempt.name() + " " + address)) {
      known.note(attempt.account(), address);
      LOG.info("«{}» logged in from {}", attempt.account(), address);
    }
  }

  private void failed(Attempt attempt, String address) {
    counter(Result.FAILED, 1);
    wrong.wrong(attempt.name(), address, isKnown(attempt, address));
    if (attempt.exists()) {
      LOG.warn("Wrong password for «{}» from {}", attempt.account(), address);
    } else {
      LOG.warn("Login from {} for an account that does not exist", address);
    }
  }

  private boolean isNews(String login) {
    synchronized (logged) {
      var now = clock.instant();
      var last = logged.get(login);
      if (last != null && last.plus(LOGGED).isAfter(now)) {
        return false;
      }
      logged.remove(login);
      logged.put(login, now);
      return true;
    }
  }

  private void counter(Result result, int more) {
    meters.counter("reinstate.logins", "result", result.tag).increment(more);
  }

  private enum Result {
    SUCCEEDED("succeeded"),
    FAILED("failed"),
    THROTTLED("throttled");

    private final String tag;

    Result(String tag) {
      this.tag = tag;
    }
  }
}
