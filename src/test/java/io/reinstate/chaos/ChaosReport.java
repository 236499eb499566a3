package io.reinstate.chaos;

import io.reinstate.chaos.Chaos.End;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a run of {@link Chaos} found, as a table for people. */
record ChaosReport(String setting, long seed, int kills, List<End> ends) {

  List<End> wrong() {
    return ends.stream().filter(end -> !end.right()).toList();
  }

  String text() {
    var text = new StringBuilder("\nChaos: %s, seed %d%n".formatted(setting, seed));
    text.append(
        "%-26s %6s %9s %9s %11s %11s%n"
            .formatted("", "acts", "accepted", "hit", "right ends", "wrong ends"));
    var byScenario = new TreeMap<String, List<End>>();
    ends.forEach(
        end ->
            byScenario.merge(
                end.scenario(),
                List.of(end),
                (some, more) -> Stream.concat(some.stream(), more.stream()).toList()));
    byScenario.forEach((scenario, its) -> text.append(row(scenario, its)));
    text.append(row("all", ends));
    var times = ends.stream().filter(End::hit).filter(End::right).map(End::afterTheKill).toList();
    text.append("%d kills of a node".formatted(kills));
    if (!times.isEmpty()) {
      text.append("; from the kill to the end: " + distribution(times));
    }
    text.append('\n');
    wrong().forEach(end -> text.append(complaint(end)));
    return text.toString();
  }

  private static String row(String name, List<End> ends) {
    return "%-26s %6d %9d %9d %11d %11d%n"
        .formatted(
            name,
            ends.size(),
            ends.stream().filter(End::accepted).count(),
            ends.stream().filter(End::hit).count(),
            ends.stream().filter(End::right).count(),
            ends.stream().filter(end -> !end.right()).count());
  }

  private String complaint(End end) {
    return "WRONG: seed %d, round %d, %s %s%n  %s%n"
        .formatted(
            seed, end.round(), end.scenario(), end.key(), String.join("\n  ", end.complaints()));
  }

  /** The time that this part of the sorted ones does not exceed, in seconds. */
  private static double at(List<Duration> sorted, double part) {
    var index = (int) Math.ceil(part * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)).toMillis() / 1000.0;
  }

  /** Median, 95th percentile and longest, in seconds. */
  static String distribution(List<Duration> times) {
    var sorted = times.stream().sorted().toList();
    return "median %.3f s, p95 %.3f s, max %.3f s"
        .formatted(at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1));
  }
}
