package io.reinstate.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaVersionTest {

  @ParameterizedTest
  @CsvSource({
    "9, 12",
    "2, 10",
    "V2__users, V10__orders",
    "1.9, 1.10",
    "20260101, 20260102",
    "3, 3b"
  })
  void digitsAreComparedAsNumbers(String earlier, String later) {
    assertThat(new SchemaVersion(earlier)).isLessThan(new SchemaVersion(later));
    assertThat(new SchemaVersion(later)).isGreaterThan(new SchemaVersion(earlier));
  }

  @Test
  void equalTextsAreEqual() {
    assertThat(Stream.of("12", "V2__users", ""))
        .allSatisfy(
            text ->
                assertThat(new SchemaVersion(text)).isEqualByComparingTo(new SchemaVersion(text)));
  }
}
