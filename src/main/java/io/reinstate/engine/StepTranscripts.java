package io.reinstate.engine;

import io.reinstate.host.Transcript;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.impl.bpmn.delegate.JavaDelegateInvocation;
import org.camunda.bpm.engine.impl.delegate.DefaultDelegateInterceptor;
import org.camunda.bpm.engine.impl.delegate.DelegateInvocation;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/** Has what the commands of every step print taken down. */
public final class StepTranscripts extends DefaultDelegateInterceptor {

  private final BiConsumer<ExecutionEntity, String> pages;

  /**
   * @param pages is given the step, and what each of its commands printed
   */
  public StepTranscripts(BiConsumer<ExecutionEntity, String> pages) {
    this.pages = pages;
  }

  @Override
  public void handleInvocation(DelegateInvocation invocation) throws Exception {
    if (invocation instanceof JavaDelegateInvocation
        && invocation.getContextExecution() instanceof ExecutionEntity step) {
      try (var transcript = Transcript.begin(page -> pages.accept(step, page))) {
        super.handleInvocation(invocation);
      }
    } else {
      super.handleInvocation(invocation);
    }
  }
}
