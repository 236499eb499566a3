package io.reinstate.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Kills nodes at random moments while acts run, as many at the same time as there are applications,
 * and looks at every act's end. One kill hits each act at another point of its course.
 *
 * <p>Acts and moments come from the seed. What a node has done at such a moment depends on the
 * machine, so a seed repeats the scenario and not the very instruction.
 */
final class Chaos {

  /** From the first start to the kill, in milliseconds. */
  private static final int MOMENT = 6000;

  /** A course is at least that long: a node that was just started is slow. */
  private static final int SHORTEST = 2000;

  private final Site site;
  private final long seed;
  private final List<End> ends = Collections.synchronizedList(new ArrayList<>());
  private final List<Subject> usable;
  private final Map<String, Integer> usual = new HashMap<>();
  private int kills;

  Chaos(Site site, long seed) {
    this.site = site;
    this.seed = seed;
    this.usable = new ArrayList<>(site.subjects());
  }

  /**
   * How one act ended.
   *
   * @param accepted whether Reinstate had taken the request when the node died
   * @param hit whether the act was under way then
   * @param afterTheKill from the kill to its end, where it was hit
   */
  record End(
      String scenario,
      String key,
      int round,
      boolean accepted,
      boolean hit,
      Duration afterTheKill,
      List<String> complaints) {

    boolean right() {
      return complaints.isEmpty();
    }
  }

  List<End> ends() {
    return List.copyOf(ends);
  }

  int kills() {
    return kills;
  }

  /** One round without a kill, to learn how long acts take, then the kills. */
  void run(int wanted) {
    round(0, false);
    for (var round = 1; round <= wanted && !usable.isEmpty(); round++) {
      round(round, true);
    }
  }

  /**
   * Starts one act on every application, each so long before the kill as a random part of its usual
   * course, starts the killed node again, and looks at every end.
   */
  private void round(int round, boolean kill) {
    // Near seeds of Random begin alike; this one mixes them first.
    var random = new Random(new SplittableRandom(seed * 10_000 + round).nextLong());
    var victim = site.nodes().get(random.nextInt(site.nodes().size()));
    var clock = Executors.newScheduledThreadPool(usable.size() + 1);
    try {
      var subjects = List.copyOf(usable);
      subjects.parallelStream().forEach(subject -> subject.deploy(Subject.BROKEN));
      var acts = subjects.stream().map(subject -> Act.on(site, subject)).toList();
      var running = acts.stream().map(act -> course(clock, act, random)).toList();
      var killed = kill ? killAndStart(clock, victim) : Instant.EPOCH;
      running.forEach(course -> ends.add(course.end(round, killed)));
      engineIsEmpty(round);
    } finally {
      clock.shutdownNow();
    }
  }

  private Instant killAndStart(ScheduledExecutorService clock, Node victim) {
    var killed =
        get(
            clock.schedule(
                () -> {
                  victim.kill();
                  return Instant.now();
                },
                MOMENT,
                TimeUnit.MILLISECONDS));
    kills++;
    victim.start().untilReady();
    return killed;
  }

  private void engineIsEmpty(int round) {
    var left = site.leftInTheEngine();
    if (!left.isEmpty()) {
      ends.add(new End("engine", "", round, true, false, Duration.ZERO, left));
    }
  }

  private Course course(ScheduledExecutorService clock, Act act, Random random) {
    var scenario = Scenario.ALL.get(random.nextInt(Scenario.ALL.size()));
    scenario.prepare(act);
    var before = random.nextInt(usual.getOrDefault(scenario.name(), SHORTEST));
    var own = new Random(random.nextLong());
    return new Course(
        act,
        scenario,
        clock.schedule(
            () -> {
              var start = Instant.now();
              scenario.run(act, own);
              act.untilSettled();
              return Duration.between(start, Instant.now());
            },
            MOMENT - before,
            TimeUnit.MILLISECONDS));
  }

  /** An act under way. */
  private final class Course {

    private final Act act;
    private final Scenario scenario;
    private final Future<Duration> driver;

    Course(Act act, Scenario scenario, Future<Duration> driver) {
      this.act = act;
      this.scenario = scenario;
      this.driver = driver;
    }

    End end(int round, Instant killed) {
      var complaints = new ArrayList<String>();
      try {
        var took = (int) get(driver).toMillis();
        if (killed.equals(Instant.EPOCH)) {
          usual.merge(scenario.name(), Math.min(MOMENT, Math.max(SHORTEST, took)), Math::max);
        }
        complaints.addAll(Inspection.complaints(act, scenario));
      } catch (IllegalStateException e) {
        complaints.add(String.valueOf(e.getMessage()));
      }
      if (!complaints.isEmpty()) {
        usable.remove(act.subject());
      }
      var hit = complaints.isEmpty() ? act.ranAt(killed) : act.accepted();
      return new End(
          scenario.name(),
          act.subject().name() + " " + act.key(),
          round,
          act.accepted(),
          hit,
          hit && complaints.isEmpty() ? Duration.between(killed, act.end()) : Duration.ZERO,
          complaints);
    }
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().toString(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
