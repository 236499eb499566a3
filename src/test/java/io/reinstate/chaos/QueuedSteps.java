package io.reinstate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Steps that wait in a node's queue for longer than their lock, behind steps that take long. Not
 * part of the build, for it fails: the lease begins with the step, so that the lock of a waiting
 * one runs out, another node takes it over, and both run it.
 */
class QueuedSteps {

  private static final List<String> ONE_AT_A_TIME =
      List.of(
          "-Xmx512m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Dcamunda.bpm.job-execution.core-pool-size=1",
          "-Dcamunda.bpm.job-execution.max-pool-size=1");

  @Test
  void stepThatWaitedLongerThanItsLockRunsOnce() {
    try (var site =
        new Site("queued", new Site.Plan(true, 2, 10, 3000, ONE_AT_A_TIME, Make.SIMPLE)).open()) {
      var deaf = site.subjects().subList(0, 2);
      site.subjects().forEach(subject -> subject.deploy(Subject.BROKEN));
      deaf.forEach(Subject::turnDeaf);
      var acts = site.subjects().stream().map(subject -> Act.on(site, subject)).toList();
      var scenarios =
          IntStream.range(0, acts.size())
              .mapToObj(i -> i < 2 ? new EmergencyRollback() : new SnapshotTaking())
              .toList();
      IntStream.range(0, acts.size()).forEach(i -> scenarios.get(i).run(acts.get(i), new Random()));
      deaf.forEach(Subject::hearAgainAfterItsNextStart);

      acts.forEach(Act::untilSettled);
      for (var i = 0; i < acts.size(); i++) {
        assertThat(Inspection.complaints(acts.get(i), scenarios.get(i))).isEmpty();
      }
    }
  }
}
