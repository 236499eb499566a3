package io.reinstate.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many wrong passwords came lately for an account from an address, and for and from those that
 * are not known to each other, for an account from anywhere and from an address for any; and how
 * long the next one has to wait. A few are free, then the wait doubles with each. Kept in memory,
 * and forgotten a quarter of an hour after the last one.
 */
final class WrongPasswords {

  static final int FREE = 5;
  static final int FREE_TOGETHER = 50;
  static final Duration SHORTEST = Duration.ofSeconds(5);
  static final Duration LONGEST = Duration.ofMinutes(1);
  static final Duration MEMORY = Duration.ofMinutes(15);

  private static final int MOST = 20_000;
  private static final int KEYS = 3;

  private final Clock clock;

  private final Map<Key, Count> counts = new Bounded<>(MOST);

  WrongPasswords(Clock clock) {
    this.clock = clock;
  }

  /** How long the next password of an account has to wait; zero when it is checked at once. */
  synchronized Duration wait(String account, String address) {
    var now = clock.instant();
    return keys(account, address)
        .map(counts::get)
        .filter(count -> count != null && count.until().isAfter(now))
        .map(count -> Duration.between(now, count.until()))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /**
   * Counts one.
   *
   * @param known whether the account has logged in from there before: then others are not held back
   *     for it
   */
  synchronized void wrong(String account, String address, boolean known) {
    var now = clock.instant();
    counts.values().removeIf(count -> count.last().plus(MEMORY).isBefore(now));
    for (var key : keys(account, address).limit(known ? 1 : KEYS).toList()) {
      var before = counts.remove(key);
      var number = before == null ? 1 : before.number() + 1;
      counts.put(key, new Count(number, now, now.plus(delay(number - key.free()))));
    }
  }

  /** The account is known there now; others who try from there are counted on. */
  synchronized void right(String account, String address) {
    counts.remove(new Key(account, address, FREE));
  }

  private static Stream<Key> keys(String account, String address) {
    return Stream.of(
        new Key(account, address, FREE),
        new Key(account, "", FREE_TOGETHER),
        new Key("", address, FREE_TOGETHER));
  }

  private static Duration delay(int beyond) {
    if (beyond <= 0) {
      return Duration.ZERO;
    }
    var delay = SHORTEST.multipliedBy(1L << Math.min(beyond - 1, 10));
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }

  private record Key(String account, String address, int free) {}

  private record Count(int number, Instant last, Instant until) {}
}
