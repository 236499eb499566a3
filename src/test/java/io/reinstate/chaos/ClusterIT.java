package io.reinstate.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two nodes on one PostgreSQL: what one begins the other finishes, and nothing is done twice,
 * whatever becomes of a node or of the database.
 */
@Tag("long")
class ClusterIT {

  private static final int LOCK = Integer.getInteger("reinstate.cluster.lock", 5000);
  private static final Duration PAUSE =
      Duration.ofSeconds(Integer.getInteger("reinstate.cluster.pause", 10));
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("reinstate.cluster.outage", 8));
  private static final int APPLICATIONS = 6;
  private static final Scenario EMERGENCY = new EmergencyRollback();

  private static Site site;

  @BeforeAll
  static void open() {
    site = new Site("cluster", Site.Plan.postgresql(2, APPLICATIONS, LOCK)).open();
  }

  @AfterAll
  static void close() {
    if (site != null) {
      site.close();
    }
  }

  @BeforeEach
  void everyApplicationIsBroken() {
    site.subjects().forEach(subject -> subject.deploy(Subject.BROKEN));
  }

  @AfterEach
  void bothNodesAreThere() {
    site.nodes().stream().filter(node -> !node.isAlive()).forEach(Node::start);
    site.nodes().forEach(Node::untilReady);
  }

  @Test
  void stepOfAKilledNodeIsFinishedByTheOther() {
    var subject = site.subjects().get(0);
    subject.turnDeaf();
    var act = Act.on(site, subject);
    EMERGENCY.run(act, new Random());
    var acting = nodeThatActs();
    subject.hearAgainAfterItsNextStart();

    acting.kill();
    var killed = Instant.now();

    endedRightly(act, EMERGENCY);
    assertThat(Duration.between(killed, act.end())).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void rollingRestartLosesNoRollback() {
    var acts = rollbacksOnAll();

    for (var node : site.nodes()) {
      node.terminate();
      node.start().untilReady();
    }

    acts.forEach(act -> endedRightly(act, EMERGENCY));
  }

  @Test
  void nodeThatStoodStillLongerThanItsLockDoesNothingTwice() {
    var subject = site.subjects().get(1);
    subject.turnDeaf();
    var act = Act.on(site, subject);
    EMERGENCY.run(act, new Random());
    var acting = nodeThatActs();
    subject.hearAgainAfterItsNextStart();

    site.pause(acting);
    after(PAUSE);
    site.goOn(acting);

    endedRightly(act, EMERGENCY);
  }

  @Test
  void cancelledRollbackIsUndoneByOneNodeOnly() {
    var subject = site.subjects().get(2);
    subject.turnDeaf();
    var act = Act.on(site, subject);
    EMERGENCY.run(act, new Random());
    nodeThatActs();
    subject.hearAgainAfterItsNextStart();

    // Without a word to Reinstate, so that the nodes have to find it: both look.
    await("cancelled")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                site.delete(
                        Site.OPERATOR,
                        "/engine-rest/process-instance/"
                            + act.instance()
                            + "?skipCustomListeners=true")
                    .filter(answer -> answer.status() == 204)
                    .isPresent());
    await("undone").atMost(Duration.ofSeconds(90)).until(() -> act.records().size() > 1);
    act.untilSettled();
    assertThat(act.outcomes()).containsExactly("cancelled", "put-back");
    assertThat(Subject.BROKEN.differencesTo(subject.home())).isEmpty();
    assertThat(subject.comesToAnswer(Subject.BROKEN)).isTrue();
    assertThat(site.engine().left()).isEmpty();
  }

  @Test
  void rollbacksGoOnAfterTheDatabaseWasAway() {
    var acts = rollbacksOnAll();

    site.postgres().stopImmediately();
    after(OUTAGE);
    site.postgres().start();

    acts.forEach(act -> endedRightly(act, EMERGENCY));
  }

  private static List<Act> rollbacksOnAll() {
    var acts = site.subjects().stream().map(subject -> Act.on(site, subject)).toList();
    acts.parallelStream().forEach(act -> EMERGENCY.run(act, new Random()));
    await("the first one exchanges files")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> acts.stream().anyMatch(act -> !act.traces().exchanges().isEmpty()));
    return acts;
  }

  private static void endedRightly(Act act, Scenario scenario) {
    act.untilSettled();
    assertThat(Inspection.complaints(act, scenario)).as(act.key()).isEmpty();
  }

  /** The node whose step holds a transaction open: it waits for a deaf service to end. */
  private static Node nodeThatActs() {
    return await("a node stops a service")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                site.postgres()
                    .query(
                        "select application_name from pg_stat_activity where state = 'idle in transaction'"
                            + " and state_change < now() - interval '1 second'"),
            found -> found.size() == 1)
        .stream()
        .flatMap(name -> site.nodes().stream().filter(node -> node.name().equals(name)))
        .findFirst()
        .orElseThrow();
  }

  private static void after(Duration duration) {
    var end = Instant.now().plus(duration);
    await("the end of " + duration)
        .atMost(duration.plusSeconds(10))
        .until(() -> Instant.now().isAfter(end));
  }
}
