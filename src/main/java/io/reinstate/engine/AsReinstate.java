package io.reinstate.engine;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.context.Context;

/**
 * What Reinstate asks the engine for itself, whoever's request it happens in and whatever they may
 * do.
 */
public final class AsReinstate {

  private AsReinstate() {}

  public static <T> T get(Supplier<T> work) {
    var context = Context.getCommandContext();
    return context == null ? work.get() : context.runWithoutAuthorization((Callable<T>) work::get);
  }

  public static void run(Runnable work) {
    get(
        () -> {
          work.run();
          return null;
        });
  }
}
