package io.reinstate.engine;

import io.reinstate.ReinstateException;
import java.util.List;

/** A model holds what no model here may hold. Nothing of its deployment is kept. */
public final class ForeignModel extends ReinstateException {

  private static final long serialVersionUID = 1L;

  ForeignModel(String file, List<String> found) {
    super(
        "The model holds what is not allowed: " + String.join("; ", found),
        file,
        "Leave it out. Steps are named as camunda:delegateExpression=\"${planRollback}\","
            + " conditions compare variables, decisions speak FEEL;"
            + " model-constructs.txt lists everything that a model may be made of.");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
