package io.reinstate.rollback.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DB_PASSWORD=hunter2 | DB_PASSWORD=***",
        "  \"apiKey\": \"abc\", |   \"apiKey\": ***",
        "client-secret: s3 | client-secret: ***",
        "JWT_TOKEN = a b c | JWT_TOKEN = ***",
        "url=postgres://shop:geheim@db/shop | url=postgres://shop:***@db/shop",
        "seed=8f3kd93kfk39dkfk39dkfkd93kf | seed=***",
        "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC+/8= | ***"
      })
  void whatMayBeASecretIsBlottedOut(String line, String shown) {
    assertThat(Redaction.of(line)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeout=30",
        "greeting: Hello",
        "  \"port\": 8080,",
        "modules/payment/limits.properties",
        "# keyboards are sold here"
      })
  void whatIsNoSecretIsShown(String line) {
    assertThat(Redaction.of(line)).isEqualTo(line);
  }
}
