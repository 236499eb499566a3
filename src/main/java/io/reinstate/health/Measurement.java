package io.reinstate.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.host.Deadline;
import io.reinstate.storage.Json;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/** Measures what a probe of the kind baseline is about. More is worse. */
final class Measurement {

  /** An odd number of requests has a median. */
  private static final int REQUESTS = 5;

  private static final double MIB = 1024 * 1024;

  private final ProbeSpec.Baseline spec;
  private final Optional<ProbedService> subject;
  private final HttpProbe http;

  Measurement(ProbeSpec.Baseline spec, Optional<ProbedService> subject, HttpProbe http) {
    this.spec = spec;
    this.subject = subject;
    this.http = http;
  }

  /** Under which it is kept, and for people: {@code latency of http://127.0.0.1:8085/health}. */
  String name() {
    var url = spec.url().map(URI::toString).orElse("");
    return switch (spec.of()) {
      case LATENCY -> "latency of " + url;
      case NUMBER -> spec.pointer().orElse("") + " of " + url;
      case CPU -> "cpu of " + subject.map(ProbedService::name).orElse("nobody");
      case MEMORY -> "memory of " + subject.map(ProbedService::name).orElse("nobody");
    };
  }

  double value() throws NotMeasured {
    return switch (spec.of()) {
      case LATENCY -> latency();
      case NUMBER -> number();
      case CPU -> ResourcesProbe.cpu(measured(), spec.timeout());
      case MEMORY -> ResourcesProbe.memory(measured().processes());
    };
  }

  /** Differences up to this are noise: no service is ill because of them. */
  double noise() {
    return switch (spec.of()) {
      case LATENCY -> 5;
      case NUMBER -> 0;
      case CPU -> 5;
      case MEMORY -> MIB;
    };
  }

  String text(double value) {
    return switch (spec.of()) {
      case LATENCY -> String.format(Locale.ROOT, "%.0f ms", value);
      case NUMBER -> value == Math.rint(value) ? Long.toString((long) value) : "" + value;
      case CPU -> String.format(Locale.ROOT, "%.0f %% of one core", value);
      case MEMORY -> String.format(Locale.ROOT, "%.0f MiB", value / MIB);
    };
  }

  /** The median of five requests, or of as many as the timeout allows. */
  private double latency() throws NotMeasured {
    var deadline = Deadline.in(spec.timeout());
    var times = new ArrayList<Double>();
    while (times.isEmpty() || times.size() < REQUESTS && !deadline.passed()) {
      var start = System.nanoTime();
      http.fetch(spec.name(), spec.url().orElseThrow(), spec.timeout());
      times.add((System.nanoTime() - start) / 1e6);
    }
    times.sort(null);
    return times.get(times.size() / 2);
  }

  private double number() throws NotMeasured {
    var answer = http.fetch(spec.name(), spec.url().orElseThrow(), spec.timeout());
    var found = parse(answer).at(spec.pointer().orElseThrow());
    if (!found.isNumber()) {
      throw wrong(spec.pointer().get() + (found.isMissingNode() ? " is missing" : " is no number"));
    }
    return found.asDouble();
  }

  private JsonNode parse(CappedBody.Content answer) throws NotMeasured {
    try {
      return Json.MAPPER.readTree(answer.bytes());
    } catch (IOException e) {
      throw wrong("the answer is not JSON");
    }
  }

  private ProbedService measured() throws NotMeasured {
    var service =
        subject.orElseThrow(
            () -> new NotMeasured(Finding.unknown(spec.name() + " belongs to no service")));
    if (service.processes().isEmpty()) {
      throw wrong(service.name() + " has no process of ours whose use could be measured");
    }
    return service;
  }

  private NotMeasured wrong(String what) {
    return new NotMeasured(Finding.unhealthy(spec.name() + ": " + what));
  }
}
