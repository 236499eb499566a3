package io.reinstate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A hundred rollbacks at once on two nodes and PostgreSQL. Not part of the build; its command is in
 * docs/benchmarks.md.
 */
class Load {

  private static final int APPLICATIONS = Integer.getInteger("reinstate.load.applications", 100);
  private static final String HEAP = System.getProperty("reinstate.load.heap", "1g");
  private static final int LOCK = 30_000;
  private static final Path GC_LOGS = Path.of("target", "chaos", "load-gc").toAbsolutePath();
  private static final Pattern AFTER_GC = Pattern.compile("->(\\d+)M\\(");
  private static final Scenario EMERGENCY = new EmergencyRollback();
  private static final Scenario MODULE = new ModuleRollback();

  private final Map<String, Integer> connections = new TreeMap<>();

  @Test
  void hundredRollbacksAtOnceEndRightAndNoneWaitsForTheApprovalOfAnother() throws IOException {
    Files.createDirectories(GC_LOGS);
    var options = List.of("-Xmx" + HEAP, "-Xlog:gc:file=" + GC_LOGS.resolve("%p.log"));
    try (var site =
        new Site("load", new Site.Plan(true, 2, APPLICATIONS, LOCK, options, Make.SIMPLE)).open()) {
      Site.forAll(site.subjects(), subject -> subject.deploy(Subject.BROKEN));
      var watch = Executors.newSingleThreadScheduledExecutor();
      watch.scheduleWithFixedDelay(() -> countConnections(site), 0, 200, TimeUnit.MILLISECONDS);
      var acts = site.subjects().stream().map(subject -> Act.on(site, subject)).toList();
      var late = acts.stream().filter(act -> isLate(acts.indexOf(act))).toList();
      var prompt = acts.stream().filter(act -> !late.contains(act)).toList();

      var start = Instant.now();
      Site.forAll(acts, act -> startAndApprove(act, acts.indexOf(act)));
      Site.forAll(prompt, Act::untilSettled);
      var promptEnd = prompt.stream().map(Act::end).max(Instant::compareTo).orElseThrow();
      assertThat(late).allMatch(act -> !act.record().hasNonNull("outcome"));
      var approval = Instant.now();
      Site.forAll(late, act -> act.approve().untilSettled());
      watch.shutdownNow();

      report(site, acts, prompt, late, start, promptEnd, approval);
      for (var act : acts) {
        assertThat(Inspection.complaints(act, scenario(acts.indexOf(act)))).isEmpty();
      }
      assertThat(site.engine().left()).isEmpty();
    }
  }

  private static boolean isLate(int index) {
    return index % 10 == 9;
  }

  private static Scenario scenario(int index) {
    return index % 2 == 0 ? EMERGENCY : MODULE;
  }

  private static void startAndApprove(Act act, int index) {
    if (isLate(index)) {
      ModuleRollback.request(act);
    } else {
      scenario(index).run(act, new Random());
    }
  }

  private void countConnections(Site site) {
    site.postgres()
        .query(
            "select application_name || ' ' || count(*) from pg_stat_activity"
                + " where application_name like 'node-%' group by application_name")
        .forEach(
            line -> {
              var parts = line.split(" ");
              connections.merge(parts[0], Integer.parseInt(parts[1]), Math::max);
            });
  }

  private void report(
      Site site,
      List<Act> acts,
      List<Act> prompt,
      List<Act> late,
      Instant start,
      Instant promptEnd,
      Instant approval)
      throws IOException {
    var lines = new ArrayList<String>();
    lines.add(
        "%nLoad: %d rollbacks at once on %d nodes, PostgreSQL, -Xmx%s"
            .formatted(acts.size(), site.nodes().size(), HEAP));
    lines.add(
        "from the first request to the last end of the %d without a late approval: %.1f s"
            .formatted(prompt.size(), Duration.between(start, promptEnd).toMillis() / 1000.0));
    lines.add("from request to end: " + ChaosReport.distribution(since(prompt, start)));
    lines.add(
        "from a late approval to its end: " + ChaosReport.distribution(since(late, approval)));
    lines.add("most connections: " + connections);
    for (var node : site.nodes()) {
      lines.add("most heap after a collection, %s: %d MB".formatted(node.name(), heap(node)));
    }
    System.out.println(String.join("\n", lines));
    Files.write(site.directory().resolve("report.txt"), lines);
  }

  private static List<Duration> since(List<Act> acts, Instant time) {
    return IntStream.range(0, acts.size())
        .mapToObj(index -> Duration.between(time, acts.get(index).end()))
        .toList();
  }

  private static int heap(Node node) throws IOException {
    return AFTER_GC
        .matcher(Files.readString(GC_LOGS.resolve(node.pid() + ".log")))
        .results()
        .mapToInt(match -> Integer.parseInt(match.group(1)))
        .max()
        .orElse(0);
  }
}
