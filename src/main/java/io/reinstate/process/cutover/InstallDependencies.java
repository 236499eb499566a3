package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.process.Acts;
import io.reinstate.process.RollbackError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Install dependencies»: runs the install commands of the plan in the home directory, after the
 * files were exchanged and before the services start, where what is installed is not what the lock
 * files say already. A plan without such commands passes at once.
 *
 * <p>A second run asks again, and runs all commands again where that is not so.
 */
@Component
class InstallDependencies implements JavaDelegate {

  private final Acts acts;
  private final Dependencies dependencies;

  InstallDependencies(Acts acts, Dependencies dependencies) {
    this.acts = acts;
    this.dependencies = dependencies;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var plan = acts.plan(execution);
    try {
      dependencies.install(plan, acts.application(execution), Acts.planId(execution));
    } catch (ReinstateException e) {
      throw RollbackError.INSTALL_FAILED.because(e);
    }
  }
}
