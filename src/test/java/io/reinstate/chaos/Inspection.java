package io.reinstate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Looks whether an application is as the outcome of an act says, and whether all happened once. */
final class Inspection {

  private static final int MOST_NAMED = 3;

  private final Act act;
  private final Scenario scenario;
  private final List<String> complaints = new ArrayList<>();

  private Inspection(Act act, Scenario scenario) {
    this.act = act;
    this.scenario = scenario;
  }

  /** What is wrong after an act that is settled; nothing when all is well. */
  static List<String> complaints(Act act, Scenario scenario) {
    var inspection = new Inspection(act, scenario);
    inspection.look();
    return inspection.complaints;
  }

  private void look() {
    var outcomes = act.outcomes();
    var expected =
        outcomes.isEmpty()
            ? Expected.nothing(scenario.before())
            : scenario.expected(act, outcomes).orElse(null);
    if (expected == null) {
      complaints.add("It ended as " + outcomes + ": " + act.records());
      return;
    }
    if (!outcomes.isEmpty()) {
      complaints.addAll(scenario.complaints(act));
    }
    files(expected.release(), outcomes.isEmpty() ? scenario.dataBefore() : scenario.data(act));
    act.subject().services().forEach(service -> service(service, expected));
    count("snapshots", act.traces().snapshots(), expected.snapshots());
    if (act.traces().exchanges().size() > expected.exchanges()) {
      complaints.add("Too many exchanges: " + act.traces().exchanges());
    }
    act.traces().snapshots().forEach(this::snapshot);
    var area = act.subject().workArea();
    area.exchanges().forEach(exchange -> complaints.addAll(area.complaints(exchange)));
    area.unfinishedActs().forEach(each -> complaints.add("Not finished: " + each));
    area.leftovers().forEach(file -> complaints.add("Left behind: " + file));
    effects();
    act.records().forEach(this::steps);
    if (!complaints.isEmpty()) {
      complaints.add("Its outcomes: " + outcomes);
    }
  }

  private void files(Tree release, String data) {
    var differences = release.differencesTo(act.subject().home());
    if (!differences.isEmpty()) {
      complaints.add(
          "The live files are not those of the outcome, %d differ: %s"
              .formatted(
                  differences.size(),
                  differences.subList(0, Math.min(MOST_NAMED, differences.size()))));
    }
    if (!act.subject().data().equals(data)) {
      complaints.add("The customers' data is " + act.subject().data());
    }
  }

  private void service(Service service, Expected expected) {
    var about = expected.isAbout(service);
    var processes = service.processes();
    if (processes.size() != 1) {
      complaints.add("Service %s has not one process: %s".formatted(service.name(), processes));
    }
    if (!service.comesToAnswer(about ? expected.release() : scenario.before())) {
      complaints.add("Service %s does not answer as it should".formatted(service.name()));
    }
    var starts = act.traces().starts(service);
    if (starts < (about ? expected.fewestStarts() : 0)
        || starts > (about ? expected.mostStarts() : 0)) {
      complaints.add("Service %s was started %d times".formatted(service.name(), starts));
    }
  }

  private void count(String what, List<String> found, int expected) {
    if (found.size() != expected) {
      complaints.add("Not %d new %s: %s".formatted(expected, what, found));
    }
  }

  /** Whole: every file has the sum that its list of sums says, and the list is there. */
  private void snapshot(String name) {
    if (name.startsWith(".tmp-")) {
      complaints.add("A half-written snapshot is left: " + name);
      return;
    }
    var directory = act.subject().kept().directory().resolve(name);
    try {
      for (var line : Files.readAllLines(directory.resolve("manifest.sha256"))) {
        var sum = line.split("  ", 2);
        if (!Tree.sha256(Files.readAllBytes(directory.resolve(sum[1]))).equals(sum[0])) {
          complaints.add("Snapshot " + name + " is damaged: " + sum[1]);
        }
      }
    } catch (IOException e) {
      complaints.add("Snapshot " + name + " is not whole: " + e);
    }
  }

  /** A killed node's command may be run again, but not while it still runs. */
  private void effects() {
    act.traces().effects().stream()
        .filter(effect -> effect.endsWith("ran beside itself"))
        .forEach(complaints::add);
  }

  /** In the history every step of a process was completed once, unless it was cancelled. */
  private void steps(JsonNode record) {
    var history = act.site().get("/api/rollbacks/" + record.path("key").asText());
    for (var process : history.path("processes")) {
      var seen = new HashSet<String>();
      for (var step : process.path("steps")) {
        var activity = step.path("activity").asText();
        if (!seen.add(activity) && !scenario.repeated().contains(activity)) {
          complaints.add("Twice in its history: " + step);
        }
        if (!step.hasNonNull("ended")) {
          complaints.add("Without an end in its history: " + step);
        }
      }
    }
  }
}
