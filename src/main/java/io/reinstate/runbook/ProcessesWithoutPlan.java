package io.reinstate.runbook;

import io.reinstate.rollback.Input;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.Runbooks;
import io.reinstate.rollback.Startable;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is started besides runbooks: no plan is made for it. */
@Configuration(proxyBeanMethods = false)
class ProcessesWithoutPlan {

  @Bean
  static Startable takingSnapshots() {
    return new WithoutPlan(
        "take-snapshot",
        List.of(Inputs.APPLICATION, Inputs.LABEL, Inputs.MARK_STABLE, Inputs.REASON),
        true);
  }

  @Bean
  static Startable markingStable() {
    return new WithoutPlan(
        "mark-snapshot-stable", List.of(Inputs.APPLICATION, Inputs.SNAPSHOT, Inputs.REASON), true);
  }

  /** It acts on another act and has no record of its own. */
  @Bean
  static Startable cancellingRollbacks() {
    return new WithoutPlan(Runbooks.CANCEL, List.of(Inputs.ROLLBACK, Inputs.REASON), false);
  }

  /** Reinstate starts it itself. */
  @Bean
  static Startable undoingRollbacks() {
    return new WithoutPlan(
        "undo-cancelled-rollback",
        List.of(Inputs.APPLICATION, Inputs.UNDOES, Inputs.REASON),
        false);
  }

  private record WithoutPlan(String id, List<Input<?>> inputs, boolean isOffered)
      implements Startable {}
}
