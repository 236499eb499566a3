package io.reinstate.database;

/** Is told of everything a restore leaves behind, right after it. Tests let the power fail here. */
@FunctionalInterface
interface Checkpoint {

  Checkpoint NONE = () -> {};

  void passed();
}
