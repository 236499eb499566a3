package io.reinstate.traffic;

import static io.reinstate.traffic.Shop.BLUE;
import static io.reinstate.traffic.Shop.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Switches to and fro while clients ask, and looks at every answer.
 *
 * @param mayBeReset as in {@link Client}
 */
record SwitchUnderLoad(
    Traffic traffic,
    Application shop,
    Map<ColourId, Backend> backends,
    int port,
    boolean mayBeReset) {

  SwitchUnderLoad(Traffic traffic, Application shop, Map<ColourId, Backend> backends, int port) {
    this(traffic, shop, backends, port, false);
  }

  private static final int ANSWERS = 100;

  /** Switches from blue to green, back, and to green again; gives what the clients saw. */
  Load losesNothing() throws Exception {
    try (var load = new Load(port, mayBeReset)) {
      load.awaitAnswers(ANSWERS);
      switchOver(load, BLUE, GREEN);
      switchOver(load, GREEN, BLUE);
      switchOver(load, BLUE, GREEN);
      load.close();
      assertThat(load.failures()).isEmpty();
      assertThat(load.samples()).hasSizeGreaterThan(4 * ANSWERS);
      return load;
    }
  }

  private void switchOver(Load load, ColourId from, ColourId to) throws Exception {
    var slow = load.slow();
    backends.get(from).awaitSlowRequest();
    assertThat(traffic.switchTo(shop, to).changed()).isTrue();
    var returned = System.nanoTime();
    load.awaitAnswers(ANSWERS);
    assertThat(load.failures()).isEmpty();
    assertThat(late(load, returned)).isNotEmpty().containsOnly(to.value());
    assertThat(traffic.switchTo(shop, to).changed()).isFalse();
    assertThat(traffic.active(shop)).isEqualTo(to);
    assertThat(slow.get(20, TimeUnit.SECONDS)).isEqualTo(from.value());
    assertThat(late(load, returned)).containsOnly(to.value());
  }

  /** Who answered the requests that began after that. */
  private static List<String> late(Load load, long returned) {
    return load.samples().stream()
        .filter(sample -> sample.begin() - returned > 0)
        .map(Load.Sample::colour)
        .toList();
  }
}
