package io.reinstate.exchange;

import java.io.IOException;

/** Is told of every change to the live tree, right after it. Tests let the power fail here. */
@FunctionalInterface
public interface Checkpoint {

  Checkpoint NONE = () -> {};

  void passed() throws IOException;
}
