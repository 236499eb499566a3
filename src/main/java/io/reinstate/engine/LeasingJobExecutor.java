package io.reinstate.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.cmd.ExecuteJobsCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;

/** The engine's job executor, with a lease on every job it runs. */
final class LeasingJobExecutor extends SpringJobExecutor {

  private JobLease lease;

  void setLease(JobLease lease) {
    this.lease = lease;
  }

  /** How many steps run on this node now. */
  int running() {
    return lease.running();
  }

  /** Ends every step that runs on this node, so that it can be taken over at once. */
  void endAll(String why) {
    lease.endAll(why);
  }

  @Override
  public Runnable getExecuteJobsRunnable(List<String> jobIds, ProcessEngineImpl engine) {
    return new ExecuteJobsRunnable(jobIds, engine) {
      @Override
      protected void executeJob(
          String job, CommandExecutor executor, JobFailureCollector failures) {
        lease.ifStillOurs(job, held -> super.executeJob(job, leased(held, executor), failures));
      }
    };
  }

  private static CommandExecutor leased(JobLease.Held held, CommandExecutor executor) {
    return new CommandExecutor() {
      @Override
      public <T> T execute(Command<T> command) {
        return command instanceof ExecuteJobsCmd
            ? held.during(() -> executor.execute(command))
            : executor.execute(command);
      }
    };
  }
}
