package io.reinstate.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessInstancesCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Ends an instance again when one of its steps ended in the same moment. The engine lets the first
 * one win and fails the other; who ends it must not have to press twice. Somebody may end one by
 * deleting the instance, by cancelling it, or by starting an emergency while it is only watched.
 *
 * <p>It must not run inside another transaction: that could not be begun anew.
 */
public final class RetriedWhenOvertaken extends CommandInterceptor {

  private static final Set<Class<?>> CANCELLING =
      Set.of(
          DeleteProcessInstanceCmd.class,
          DeleteProcessInstancesCmd.class,
          SubmitStartFormCmd.class,
          StartProcessInstanceCmd.class);

  private static final int MOST = 20;
  private static final Duration PAUSE = Duration.ofMillis(50);

  @Override
  public <T> T execute(Command<T> command) {
    for (var tries = 1; ; tries++) {
      try {
        return next.execute(command);
      } catch (OptimisticLockingException e) {
        if (!CANCELLING.contains(command.getClass()) || tries == MOST) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
