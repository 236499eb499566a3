package io.reinstate.snapshot;

import io.reinstate.catalog.ModuleId;

/** How much of a snapshot is meant: all of it, or one module. */
public sealed interface Selection {

  /** Every managed file. */
  static Selection everything() {
    return new Everything();
  }

  /** The files of one module, by the patterns the catalog gives it today. */
  static Selection module(ModuleId module) {
    return new Module(module);
  }

  /** Every managed file. */
  record Everything() implements Selection {
    @Override
    public String toString() {
      return "everything";
    }
  }

  /** The files of one module. */
  record Module(ModuleId module) implements Selection {
    @Override
    public String toString() {
      return "module " + module;
    }
  }
}
