package io.reinstate.engine;

import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.AcquirableJobEntity;

/** The engine's acquisition of steps, which counts those that a node left behind half done. */
final class CountedAcquisition extends AcquireJobsCmd {

  private final StepMeters meters;

  CountedAcquisition(JobExecutor executor, int most, StepMeters meters) {
    super(executor, most);
    this.meters = meters;
  }

  @Override
  protected void lockJob(AcquirableJobEntity job) {
    if (job.getLockOwner() != null) {
      meters.takenOver();
    }
    super.lockJob(job);
  }
}
