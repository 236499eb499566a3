package io.reinstate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:80, 127.0.0.1:80, true",
    "localhost:80, 127.0.0.1:80, true",
    "[0:0:0:0:0:0:0:1]:80, [::1]:80, true",
    "localhost:80, 127.0.0.1:81, false",
    "localhost:80, 127.0.0.2:80, false",
    "localhost:80, localhost.:80, false",
    "no-such-host.invalid:80, 127.0.0.1:80, false",
    "blue, green, false",
    "blue, blue, true",
  })
  void namesAndTheNumbersTheyStandForAreTheSamePlace(String written, String shown, boolean same) {
    assertThat(Address.same(written, shown)).isEqualTo(same);
  }
}
