package io.reinstate.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WrongPasswordsTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-30T03:00:00Z"));
  private final WrongPasswords wrong =
      new WrongPasswords(((InstantSource) now::get).withZone(ZoneOffset.UTC));

  @Test
  void aFewAreFreeThenTheWaitDoublesUpToAMinute() {
    times(WrongPasswords.FREE, "samir", "10.0.0.1");
    assertThat(wrong.wait("samir", "10.0.0.1")).isZero();
    for (var seconds : new int[] {5, 10, 20, 40, 60, 60}) {
      wrong.wrong("samir", "10.0.0.1", false);
      assertThat(wrong.wait("samir", "10.0.0.1")).isEqualTo(Duration.ofSeconds(seconds));
    }
    now.updateAndGet(time -> time.plusSeconds(60));
    assertThat(wrong.wait("samir", "10.0.0.1")).isZero();
  }

  @Test
  void othersAndOtherAddressesDoNotWait() {
    times(20, "samir", "10.0.0.1");
    assertThat(wrong.wait("samir", "10.0.0.2")).isZero();
    assertThat(wrong.wait("petra", "10.0.0.1")).isZero();
  }

  @Test
  void manyAccountsFromOneAddressAndOneAccountFromManyAddressesWait() {
    for (var number = 0; number <= WrongPasswords.FREE_TOGETHER; number++) {
      wrong.wrong("account-" + number, "10.0.0.1", false);
      wrong.wrong("samir", "10.1.0." + number, false);
    }
    assertThat(wrong.wait("petra", "10.0.0.1")).isPositive();
    assertThat(wrong.wait("samir", "10.9.9.9")).isPositive();
    assertThat(wrong.wait("petra", "10.9.9.9")).isZero();
  }

  @Test
  void guessesAtAnAccountWhereItIsKnownHoldNobodyElseBack() {
    for (var number = 0; number < 60; number++) {
      wrong.wrong("samir", "10.0.0.1", true);
    }
    assertThat(wrong.wait("samir", "10.0.0.1")).isPositive();
    assertThat(wrong.wait("samir", "10.0.0.2")).isZero();
    assertThat(wrong.wait("petra", "10.0.0.1")).isZero();
  }

  @Test
  void aRightOneEndsTheWaitThereAndTimeEndsItEverywhere() {
    times(20, "samir", "10.0.0.1");
    wrong.right("samir", "10.0.0.1");
    assertThat(wrong.wait("samir", "10.0.0.1")).isZero();
    times(5, "samir", "10.0.0.1");
    assertThat(wrong.wait("samir", "10.0.0.1")).as("counted anew").isZero();

    times(60, "petra", "10.0.0.3");
    now.updateAndGet(time -> time.plus(WrongPasswords.MEMORY).plusSeconds(1));
    wrong.wrong("petra", "10.0.0.3", false);
    assertThat(wrong.wait("petra", "10.0.0.3")).isZero();
  }

  @Test
  void addressesOfOneNetworkOfIpv6AreOne() {
    CallerAddress.note("2001:db8:1:2:3:4:5:6");
    var first = CallerAddress.current();
    CallerAddress.note("2001:db8:1:2:ffff::1");
    assertThat(CallerAddress.current()).isEqualTo(first).endsWith("/64");
    CallerAddress.note("2001:db8:1:3::1");
    assertThat(CallerAddress.current()).isNotEqualTo(first);
    CallerAddress.note("127.0.0.1");
    assertThat(CallerAddress.current()).isEqualTo("127.0.0.1");
    CallerAddress.note("10.0.0.1:5678");
    var unreadable = CallerAddress.current();
    CallerAddress.note("unknown");
    assertThat(CallerAddress.current()).isEqualTo(unreadable).contains("cannot be read");
    CallerAddress.forget();
  }

  private void times(int times, String account, String address) {
    for (var number = 0; number < times; number++) {
      wrong.wrong(account, address, false);
    }
  }
}
