package io.reinstate.engine;

import io.reinstate.ReinstateException;
import io.reinstate.host.Interrupted;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;

/**
 * What becomes of a step that failed: tried again after growing pauses, unless trying again cannot
 * help. A step that was ended before its end has not failed; that is no try.
 */
public final class FailedStep extends DefaultJobRetryCmd {

  private static final long serialVersionUID = 1L;

  public FailedStep(String job, Throwable failure) {
    super(job, failure);
  }

  @Override
  public Object execute(CommandContext context) {
    if (refusal().isEmpty()) {
      return super.execute(context);
    }
    var job = getJob();
    if (job != null) {
      job.unlock();
      logException(job);
      job.setRetries(0);
    }
    return null;
  }

  @Override
  protected boolean shouldDecrementRetriesFor(Throwable failure) {
    return causes().noneMatch(Interrupted.class::isInstance)
        && super.shouldDecrementRetriesFor(failure);
  }

  private Optional<ReinstateException> refusal() {
    return causes()
        .filter(ReinstateException.class::isInstance)
        .map(ReinstateException.class::cast)
        .filter(failure -> !failure.mayPass())
        .findFirst();
  }

  private Stream<Throwable> causes() {
    return Stream.iterate(exception, cause -> cause != null, Throwable::getCause);
  }
}
