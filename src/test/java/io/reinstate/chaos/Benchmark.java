package io.reinstate.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the engine costs: an emergency rollback against the same steps as a shell script, and the
 * gaps between its steps. Not part of the build; its command is in docs/benchmarks.md.
 */
class Benchmark {

  private static final boolean POSTGRESQL =
      System.getProperty("reinstate.benchmark.database", "h2").equals("postgresql");
  private static final int REPETITIONS = Integer.getInteger("reinstate.benchmark.repetitions", 25);
  private static final int WARM_UP = 5;
  private static final int AFTER_IDLING =
      Integer.getInteger("reinstate.benchmark.repetitions-after-idling", 2);
  private static final Duration IDLE =
      Duration.ofSeconds(Integer.getInteger("reinstate.benchmark.idle", 120));
  private static final Scenario EMERGENCY = new EmergencyRollback();

  /**
   * The steps of the emergency rollback, as a person would write them down for the night: check the
   * snapshot, keep the state before, unpack, say what differs, stop, exchange, start, verify.
   */
  private static final String SCRIPT =
      """
      set -euo pipefail
      home=$1 snapshot=$2 port=$3 work=$4 parts="app config parts stock"
      rm -rf "$work"; mkdir -p "$work/staged" "$work/previous"
      (cd "$snapshot" && sha256sum --quiet -c manifest.sha256)
      tar --zstd -cf "$work/before.tar.zst" -C "$home" $parts
      tar --zstd -xpf "$snapshot/files.tar.zst" -C "$work/staged"
      for part in $parts; do diff -rq "$work/staged/$part" "$home/$part" || :; done > "$work/differences"
      if [ -e "$work.pid" ]; then
        pid=$(cat "$work.pid"); kill "$pid" || :
        while kill -0 "$pid" 2>/dev/null; do sleep 0.01; done
      fi
      for part in $parts; do mv "$home/$part" "$work/previous/$part"; mv "$work/staged/$part" "$home/$part"; done
      cd "$home"
      setsid %s serve.py "$home" web "$port" >> log/web.log 2>&1 < /dev/null &
      echo $! > "$work.pid"
      until curl -sf "http://127.0.0.1:$port/" | grep -q '"works": "yes"'; do sleep 0.02; done
      rm -rf "$work/previous"
      """;

  private record Times(Duration script, Duration reinstate, List<Duration> gaps) {}

  @Test
  void emergencyRollbackAgainstTheSameStepsAsAScript() throws Exception {
    Needs.programs("bash", "zstd", "tar", "curl", "diff");
    var plan = new Site.Plan(POSTGRESQL, 1, 2, 30_000, List.of("-Xmx512m"), Make.SIMPLE);
    try (var site = new Site("benchmark", plan).open()) {
      site.subjects().get(1).end();
      byScript(site);
      for (var i = 0; i < WARM_UP; i++) {
        pair(site, i);
      }
      var busy = new ArrayList<Times>();
      for (var i = 0; i < REPETITIONS; i++) {
        busy.add(pair(site, i));
      }
      var idle = new ArrayList<Times>();
      for (var i = 0; i < AFTER_IDLING; i++) {
        idle();
        idle.add(pair(site, 0));
      }
      report(site, busy, idle);
    }
  }

  /** One of each, in turns first. */
  private static Times pair(Site site, int turn) throws Exception {
    site.subjects().forEach(subject -> subject.deploy(Subject.BROKEN));
    var script = turn % 2 == 1 ? byScript(site) : Duration.ZERO;
    var act = Act.on(site, site.subjects().get(0));
    var start = Instant.now();
    EMERGENCY.run(act, new Random());
    act.untilSettled();
    var reinstate = Duration.between(start, act.end());
    assertThat(Inspection.complaints(act, EMERGENCY)).isEmpty();
    return new Times(
        turn % 2 == 1 ? script : byScript(site),
        reinstate,
        gaps(site.get("/api/rollbacks/" + act.key())));
  }

  private static Duration byScript(Site site) throws IOException, InterruptedException {
    var subject = site.subjects().get(1);
    var snapshot = site.directory().resolve("snapshots").resolve(site.goodSnapshot(subject));
    var script = site.directory().resolve("rollback.sh");
    Files.writeString(script, SCRIPT.formatted(Subject.python()));
    var start = Instant.now();
    var process =
        new ProcessBuilder(
                "bash",
                script.toString(),
                subject.home().toString(),
                snapshot.toString(),
                Integer.toString(subject.service("web").port()),
                subject.home().resolveSibling("by-script").toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(site.directory().resolve("rollback.log").toFile()))
            .start();
    assertThat(process.waitFor()).isZero();
    var took = Duration.between(start, Instant.now());
    assertThat(Subject.GOOD.differencesTo(subject.home())).isEmpty();
    return took;
  }

  /** From the end of one step to the start of the next, where the engine puts a job between. */
  private static List<Duration> gaps(JsonNode history) {
    var steps = new ArrayList<JsonNode>();
    for (var process : history.path("processes")) {
      for (var step : process.path("steps")) {
        if (step.path("type").asText().equals("serviceTask")
            && !step.path("activity").asText().equals("Task_ClaimApplication")) {
          steps.add(step);
        }
      }
    }
    steps.sort(Comparator.comparing(step -> step.path("started").asText()));
    var gaps = new ArrayList<Duration>();
    for (var i = 1; i < steps.size(); i++) {
      gaps.add(
          Duration.between(
              Instant.parse(steps.get(i - 1).path("ended").asText()),
              Instant.parse(steps.get(i).path("started").asText())));
    }
    return gaps;
  }

  private static void idle() {
    var end = Instant.now().plus(IDLE);
    await("an idle engine")
        .atMost(IDLE.plusSeconds(10))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> Instant.now().isAfter(end));
  }

  private static void report(Site site, List<Times> busy, List<Times> idle) throws IOException {
    var lines = new ArrayList<String>();
    lines.add(
        "%nBenchmark: %s, %d files of which %d differ, %d pairs"
            .formatted(
                POSTGRESQL ? "PostgreSQL" : "H2",
                Subject.GOOD.files().size(),
                Subject.GOOD.differences(Subject.BROKEN),
                busy.size()));
    lines.addAll(described("", busy));
    if (!idle.isEmpty()) {
      lines.addAll(described("after %d s idle, ".formatted(IDLE.toSeconds()), idle));
    }
    System.out.println(String.join("\n", lines));
    Files.write(site.directory().resolve("report.txt"), lines);
  }

  private static List<String> described(String when, List<Times> times) {
    var more = times.stream().map(each -> each.reinstate().minus(each.script())).sorted().toList();
    var ratios =
        times.stream()
            .map(each -> (double) each.reinstate().toMillis() / each.script().toMillis())
            .sorted()
            .toList();
    return List.of(
        when + "script:    " + ChaosReport.distribution(times.stream().map(Times::script).toList()),
        when
            + "Reinstate: "
            + ChaosReport.distribution(times.stream().map(Times::reinstate).toList()),
        when + "Reinstate takes longer by: " + ChaosReport.distribution(more),
        when + "ratio, median: %.2f".formatted(ratios.get(ratios.size() / 2)),
        when
            + "gap between steps: "
            + ChaosReport.distribution(
                times.stream().flatMap(each -> each.gaps().stream()).toList()));
  }
}
