package io.reinstate.health;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProbeSpec;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Compares a measurement with the one that was kept while the application was healthy. */
final class BaselineProbe {

  private final HttpProbe http;
  private final Baselines baselines;

  BaselineProbe(HttpProbe http, Baselines baselines) {
    this.http = http;
    this.baselines = baselines;
  }

  Finding ask(ProbeSpec.Baseline spec, Optional<ProbedService> subject, Application application) {
    var measurement = new Measurement(spec, subject, http);
    try {
      var before =
          baselines.read(application.id()).map(kept -> kept.values().get(measurement.name()));
      return before.isPresent()
          ? judge(spec, measurement, before.get())
          : Finding.unknown(
              spec.name()
                  + " cannot tell: no baseline is recorded for "
                  + measurement.name()
                  + " (reinstate baseline "
                  + application.id()
                  + ")");
    } catch (NotMeasured e) {
      return e.finding();
    } catch (IOException e) {
      return Finding.unknown(spec.name() + " cannot tell: the baseline cannot be read: " + e);
    }
  }

  private static Finding judge(ProbeSpec.Baseline spec, Measurement measurement, double before)
      throws NotMeasured {
    var now = measurement.value();
    var worse = now - before > measurement.noise() && now > before * (1 + spec.worse() / 100);
    var reason =
        "%s: %s is %s, %s in the baseline"
            .formatted(
                spec.name(), measurement.name(), measurement.text(now), measurement.text(before));
    var limit = String.format(Locale.ROOT, ", expected at most %.0f %% more", spec.worse());
    return worse ? Finding.unhealthy(reason + limit) : Finding.healthy(reason);
  }
}
