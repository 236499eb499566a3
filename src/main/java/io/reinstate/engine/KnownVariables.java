package io.reinstate.engine;

import java.util.Set;

/** Which variables the processes have: a model's condition may name no other. Offered as a bean. */
@FunctionalInterface
public interface KnownVariables {
  Set<String> names();
}
