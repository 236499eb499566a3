package io.reinstate.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The engine's settings hold lists that are null where nobody added anything. */
public final class EngineLists {

  private EngineLists() {}

  /** Adds to the end of one of them. */
  public static <T> void add(Supplier<List<T>> list, Consumer<List<T>> settings, T one) {
    var longer = new ArrayList<T>();
    if (list.get() != null) {
      longer.addAll(list.get());
    }
    longer.add(one);
    settings.accept(longer);
  }
}
