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
import java.util.stream.IntStream;

/**
 * Kills nodes at random moments while acts run, as many at the same time as there are applications,
 * and looks at every act's end. One kill hits each act at another point of its course.
 *
 * <p>Acts and moments come from the seed. What a node has done at such a moment depends on the
 * machine, so a seed repeats the scenario and not the very instruction.
 */
final class Chaos {

  /** A course is taken to be at least that long: a node that was just started is slower. */
  private static final Duration SHORTEST = Duration.ofMillis(600);

  /** And at most: nobody waits longer for a kill. */
  private static final Duration LONGEST = Duration.ofSeconds(25);

  private final Site site;
  private final long seed;
  private final List<End> ends = Collections.synchronizedList(new ArrayList<>());
  private final List<Subject> usable;
  private final Deck deck;
  private final Map<Scenario, Duration> usual = new HashMap<>();
  private int kills;

  Chaos(Site site, long seed, List<Scenario> scenarios) {
    this.deck = new Deck(scenarios);
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

  /** As many rounds as kills; one without a kill when none is wanted. */
  void run(int wanted) {
    if (wanted == 0) {
      round(0, false);
    }
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
    var subjects = List.copyOf(usable);
    var scenarios = deck.deal(subjects.size(), random);
    var moment = scenarios.stream().map(this::usual).max(Duration::compareTo).orElse(SHORTEST);
    var clock = Executors.newScheduledThreadPool(subjects.size() + 1);
    try {
      var acts =
          IntStream.range(0, subjects.size()).boxed().toList().parallelStream()
              .map(i -> prepared(subjects.get(i), scenarios.get(i)))
              .toList();
      var running = new ArrayList<Course>();
      for (var i = 0; i < acts.size(); i++) {
        running.add(course(clock, acts.get(i), scenarios.get(i), moment, random));
      }
      var killed = kill ? killAndStart(clock, victim, moment) : Instant.EPOCH;
      running.forEach(course -> ends.add(course.end(round, killed)));
      engineIsEmpty(round);
    } finally {
      clock.shutdownNow();
    }
  }

  /** Whatever the application went through before, the scenario finds what it expects. */
  private Act prepared(Subject subject, Scenario scenario) {
    subject.deploy(scenario.before());
    subject.writeData(scenario.dataBefore());
    subject.writeToggles("PARTS=on");
    subject.orders().reset();
    site.onlyGoodIsStable(subject);
    var act = Act.on(site, subject);
    scenario.prepare(act);
    return act;
  }

  private Duration usual(Scenario scenario) {
    return shortest(LONGEST, usual.getOrDefault(scenario, scenario.course()));
  }

  private Instant killAndStart(ScheduledExecutorService clock, Node victim, Duration moment) {
    var killed =
        get(
            clock.schedule(
                () -> {
                  victim.kill();
                  return Instant.now();
                },
                moment.toMillis(),
                TimeUnit.MILLISECONDS));
    kills++;
    victim.start().untilReady();
    return killed;
  }

  private void engineIsEmpty(int round) {
    var left = site.engine().left();
    if (!left.isEmpty()) {
      ends.add(new End("engine", "", round, true, false, Duration.ZERO, left));
    }
  }

  private Course course(
      ScheduledExecutorService clock, Act act, Scenario scenario, Duration moment, Random random) {
    var before = random.nextInt((int) usual(scenario).toMillis());
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
            moment.toMillis() - before,
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
      var took = LONGEST;
      try {
        took = get(driver);
        complaints.addAll(Inspection.complaints(act, scenario));
      } catch (IllegalStateException e) {
        complaints.add(String.valueOf(e.getMessage()));
      }
      if (!complaints.isEmpty()) {
        usable.remove(act.subject());
      }
      var hit = !killed.equals(Instant.EPOCH) && isHit(complaints, killed);
      if (hit) {
        deck.hit(scenario);
      } else {
        usual.merge(scenario, longest(SHORTEST, took), Chaos::shortest);
      }
      return new End(
          scenario.name(),
          act.subject().name() + " " + act.key(),
          round,
          act.accepted(),
          hit,
          hit && complaints.isEmpty() ? Duration.between(killed, act.end()) : Duration.ZERO,
          complaints);
    }

    private boolean isHit(List<String> complaints, Instant killed) {
      return complaints.isEmpty() ? act.ranAt(killed) : act.accepted();
    }
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shortest(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
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
