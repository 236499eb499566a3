package io.reinstate.database.product;

/** Is told of everything a restore leaves behind, right after it. Tests let the power fail here. */
@FunctionalInterface
public interface RestoreCheckpoint {

  RestoreCheckpoint NONE = () -> {};

  void passed();
}
