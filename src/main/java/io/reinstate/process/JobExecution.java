package io.reinstate.process;

import java.time.Clock;
import java.time.Duration;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** How steps are picked up and run; figures come from {@code camunda.bpm.job-execution}. */
@Configuration(proxyBeanMethods = false)
class JobExecution {

  @Bean
  static TaskExecutor camundaTaskExecutor(CamundaBpmProperties properties) {
    var jobs = properties.getJobExecution();
    var executor = new ThreadPoolTaskExecutor();
    executor.setCorePoolSize(jobs.getCorePoolSize());
    executor.setMaxPoolSize(jobs.getMaxPoolSize());
    executor.setQueueCapacity(jobs.getQueueCapacity());
    executor.setThreadNamePrefix("step-");
    return executor;
  }

  @Bean
  static JobExecutor jobExecutor(
      TaskExecutor camundaTaskExecutor,
      CamundaBpmProperties properties,
      JdbcClient jdbc,
      Clock clock) {
    var jobs = properties.getJobExecution();
    var executor = new LeasingJobExecutor();
    executor.setTaskExecutor(camundaTaskExecutor);
    executor.setMaxJobsPerAcquisition(jobs.getMaxJobsPerAcquisition());
    executor.setLockTimeInMillis(jobs.getLockTimeInMillis());
    executor.setWaitTimeInMillis(jobs.getWaitTimeInMillis());
    executor.setMaxWait(jobs.getMaxWait());
    executor.setBackoffTimeInMillis(jobs.getBackoffTimeInMillis());
    executor.setMaxBackoff(jobs.getMaxBackoff());
    executor.setLease(
        new JobLease(
            jdbc, clock, executor.getLockOwner(), Duration.ofMillis(jobs.getLockTimeInMillis())));
    return executor;
  }
}
