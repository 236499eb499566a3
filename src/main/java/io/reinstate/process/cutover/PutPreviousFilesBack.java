package io.reinstate.process.cutover;

import io.reinstate.change.Kind;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Put previous files back»: undoes the exchange, so that the live tree is as it was before, and
 * the head of its repository with it, unless somebody else moved that; then a person decides what
 * comes next. Where the installation of dependencies had begun, it runs again, with the lock file
 * from before; when it cannot (a registry that is away, say), that is warned of, and the services
 * are started all the same: they may well work, and if not, there is the emergency rollback.
 *
 * <p>A second run finishes the first. It has no drawn failure: what cannot be put back is retried,
 * then an incident.
 */
@Component
class PutPreviousFilesBack implements JavaDelegate {

  private final PreviousState previous;

  PutPreviousFilesBack(PreviousState previous) {
    this.previous = previous;
  }

  @Override
  public void execute(DelegateExecution execution) {
    previous.putBack(execution, Kind.FILES, Kind.ARTIFACTS, Kind.HEAD);
  }
}
