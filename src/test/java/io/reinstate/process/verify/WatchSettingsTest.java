package io.reinstate.process.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchSettingsTest {

  @Test
  void aWatchLooksEveryTenSecondsUnlessToldOtherwise() {
    assertThat(new WatchSettings(null).interval(Duration.ofMinutes(15)))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aLongWatchLooksAHundredTimes() {
    assertThat(new WatchSettings(null).interval(Duration.ofHours(24)))
        .isEqualTo(Duration.ofHours(24).dividedBy(100));
  }

  @Test
  void anIntervalOfNothingIsRefused() {
    assertThatThrownBy(() -> new WatchSettings(Duration.ZERO))
        .hasMessageContaining("reinstate.watch.interval");
  }
}
