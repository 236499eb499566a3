package io.reinstate.process.begin;

import io.reinstate.ReinstateException;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.rollback.plan.MissingArtifacts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Build artifacts»: builds what the target lacks, from the target's files, in a tree beside
 * everything live. What the commands print can be read while they run. Nothing live is touched.
 *
 * <p>A second run builds anew what the first did not finish, and finds what it did.
 */
@Component
class BuildArtifacts implements JavaDelegate {

  private final Acts acts;
  private final MissingArtifacts artifacts;

  BuildArtifacts(Acts acts, MissingArtifacts artifacts) {
    this.acts = acts;
    this.artifacts = artifacts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    try {
      artifacts.build(acts.application(execution), plan, Acts.planId(execution));
    } catch (ReinstateException e) {
      throw RollbackError.BUILD_FAILED.because(e);
    }
  }
}
