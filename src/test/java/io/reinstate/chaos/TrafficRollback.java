package io.reinstate.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The traffic is led to the other colour, which is started first. */
final class TrafficRollback implements Scenario {

  @Override
  public Tree before() {
    return Subject.GOOD;
  }

  @Override
  public void prepare(Act act) {
    act.site().balancer().leadToBlue(act.subject());
    act.subject().service("green").end();
  }

  /** Asks until it is accepted: the colour that was ended is to run again afterwards. */
  @Override
  public void run(Act act, Random random) {
    do {
      act.start("traffic-rollback", ",\"colour\":\"green\"");
    } while (!act.accepted());
    act.approve();
  }

  @Override
  public Optional<Expected> expected(Act act, List<String> outcomes) {
    return Scenario.when(outcomes, "restored", new Expected(before(), 1, 1, 0, 0).of("green"));
  }

  @Override
  public List<String> complaints(Act act) {
    return Scenario.unlessSame("The traffic", Balancer.serving(act.subject()), "green");
  }
}
