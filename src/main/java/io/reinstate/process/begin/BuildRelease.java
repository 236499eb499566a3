package io.reinstate.process.begin;

import io.reinstate.ReinstateException;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import io.reinstate.process.Variables;
import io.reinstate.release.Builds;
import io.reinstate.release.Releases;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Build release»: checks the release out beside everything live, builds it there by the catalog's
 * commands, and keeps it as a snapshot, the target. What the commands print can be read while they
 * run. Nothing live is touched.
 *
 * <p>A second run builds anew what the first did not finish, and finds what it did.
 */
@Component
class BuildRelease implements JavaDelegate {

  private final Acts acts;
  private final Releases releases;
  private final Builds builds;

  BuildRelease(Acts acts, Releases releases, Builds builds) {
    this.acts = acts;
    this.releases = releases;
    this.builds = builds;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var application = acts.application(execution);
    try {
      var release = releases.resolve(application, Variables.REVISION.get(execution));
      var built = builds.build(application, release, Acts.stepKey(execution));
      Variables.TARGET.set(execution, built);
    } catch (ReinstateException e) {
      throw RollbackError.BUILD_FAILED.because(e);
    }
  }
}
