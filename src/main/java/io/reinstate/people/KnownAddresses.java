package io.reinstate.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * From where an account has logged in before, whichever node it was: for ninety days after the last
 * time. What is noted is written some seconds later, past the caller's transaction: a login waits
 * for no other.
 */
@Component
class KnownAddresses {

  private static final Duration KEPT = Duration.ofDays(90);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<Place, Instant> unwritten = new ConcurrentHashMap<>();

  KnownAddresses(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  boolean knows(String account, String address) {
    return unwritten.containsKey(new Place(account, address))
        || jdbc.sql(
                    "select count(*) from REINSTATE_KNOWN_ADDRESS where PERSON = ? and ADDRESS = ? and LAST_LOGIN > ?")
                .params(account, address, Timestamp.from(clock.instant().minus(KEPT)))
                .query(Long.class)
                .single()
            > 0;
  }

  /** The account has logged in from there. */
  void note(String account, String address) {
    unwritten.put(new Place(account, address), clock.instant());
  }

  @Scheduled(initialDelay = 5_000, fixedDelay = 5_000)
  void write() {
    for (var noted : Map.copyOf(unwritten).entrySet()) {
      write(noted.getKey(), Timestamp.from(noted.getValue()));
      unwritten.remove(noted.getKey(), noted.getValue());
    }
  }

  /** An account that is made again later is another person's. */
  void forget(String account) {
    unwritten.keySet().removeIf(place -> place.account().equals(account));
    jdbc.sql("delete from REINSTATE_KNOWN_ADDRESS where PERSON = ?").param(account).update();
  }

  private void write(Place place, Timestamp time) {
    jdbc.sql("delete from REINSTATE_KNOWN_ADDRESS where LAST_LOGIN < ?")
        .param(Timestamp.from(clock.instant().minus(KEPT)))
        .update();
    var updated =
        jdbc.sql(
                "update REINSTATE_KNOWN_ADDRESS set LAST_LOGIN = ? where PERSON = ? and ADDRESS = ?")
            .params(time, place.account(), place.address())
            .update();
    if (updated > 0) {
      return;
    }
    try {
      jdbc.sql("insert into REINSTATE_KNOWN_ADDRESS (PERSON, ADDRESS, LAST_LOGIN) values (?, ?, ?)")
          .params(place.account(), place.address(), time)
          .update();
    } catch (DuplicateKeyException e) {
      // Another node has just written it.
      return;
    }
  }

  private record Place(String account, String address) {}
}
