package io.reinstate.process;

import io.reinstate.ReinstateException;
import org.camunda.bpm.engine.delegate.BpmnError;

/** The business failures that the diagrams draw. The name is the error code. */
public enum RollbackError {
  /** Whoever wanted to do without an approval may not any more; somebody else decides. */
  MAY_NOT_BE_FORCED,
  /** The release could not be built; nothing was changed. */
  BUILD_FAILED,
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
  /** Databases could not be exchanged, or their schema not taken back. */
  DATA_EXCHANGE_FAILED,
  /** The dependencies could not be installed again. */
  INSTALL_FAILED,
  /** A service could not be started. */
  START_FAILED,
  /** The colour that is to serve does not work; nothing was switched. */
  COLOUR_UNHEALTHY,
  /** The proxy did not take the switch, or not wholly. */
  SWITCH_FAILED,
  /** A toggle could not be set or put back, or no service reads it. */
  TOGGLE_FAILED,
  /** It was healthy, and is no longer; what was replaced is given up already. */
  NOT_STABLE,
  /** One of several ways back did not help, and was undone; the next one is tried. */
  OPTION_FAILED,
  /** A person could not carry out a step by hand. */
  STEP_STUCK,
  /** The application runs on its previous files again, or never left them. */
  CUT_OVER_FAILED;

  /** This error with the message that a person will read. */
  public BpmnError because(ReinstateException cause) {
    return new BpmnError(name(), atMost4000(cause.getMessage()), cause);
  }

  /** It becomes a variable. */
  static String atMost4000(String text) {
    return text.length() <= 4000 ? text : text.substring(0, 3999) + "…";
  }
}
