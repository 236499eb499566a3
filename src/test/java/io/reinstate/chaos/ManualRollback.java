package io.reinstate.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** People copy the good release by hand, and Reinstate verifies it. */
final class ManualRollback implements Scenario {

  @Override
  public void run(Act act, Random random) {
    act.start("manual-rollback", "").approve().doByHand(() -> act.subject().deploy(Subject.GOOD));
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return Scenario.when(outcomes, "restored", new Expected(Subject.GOOD, 0, 0, 1, 0));
  }

  /** Each step was said to be done once, with its evidence. */
  @Override
  public List<String> complaints(Act act) {
    var said =
        Site.list(act.site().get("/api/rollbacks/" + act.key()).path("attestations")).stream()
            .map(each -> each.path("answer").asText() + ", " + each.path("note").asText())
            .toList();
    return Scenario.unlessSame(
        "People said",
        said,
        List.of(
            "done, evidence of Copy the good release",
            "done, evidence of Look at the web service"));
  }

  @Override
  public Set<String> repeated() {
    return Stream.concat(WATCH.stream(), Stream.of("Task_CarryOutStep"))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Duration course() {
    return Duration.ofSeconds(6);
  }
}
