package io.reinstate.process;

import io.reinstate.ReinstateException;
import org.camunda.bpm.engine.delegate.BpmnError;

/** The business failures that the diagrams draw. The name is the error code. */
enum RollbackError {
  /** No snapshot could be taken; nothing was changed. */
  SNAPSHOT_FAILED,
  /** The target cannot be restored from; nothing was changed. */
  SNAPSHOT_UNUSABLE,
  /** The live files changed since the plan was approved; nothing was changed by us. */
  PLAN_OUTDATED,
  /** A service could not be stopped. */
  STOP_FAILED,
  /** The files could not be exchanged; what was exchanged was put back. */
  EXCHANGE_FAILED,
  /** A service could not be started. */
  START_FAILED,
  /** The application runs on its previous files again, or never left them. */
  CUT_OVER_FAILED;

  /** This error with the message that a person will read. */
  BpmnError because(ReinstateException cause) {
    return new BpmnError(name(), cause.getMessage(), cause);
  }
}
