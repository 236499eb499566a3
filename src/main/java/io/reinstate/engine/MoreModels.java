package io.reinstate.engine;

import java.util.List;
import java.util.Set;

/**
 * Models that somebody brings along besides the runbooks. Offered as a bean; deployed under its own
 * name.
 */
public interface MoreModels {

  /** The deployment's name. */
  String name();

  /** Class path patterns of models and forms. */
  List<String> patterns();

  /** Names of the beans whose methods these models may call with a variable. */
  default Set<String> beans() {
    return Set.of();
  }
}
