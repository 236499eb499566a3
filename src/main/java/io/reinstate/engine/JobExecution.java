package io.reinstate.engine;

import java.time.Clock;
import java.time.Duration;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

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
  static LeasingJobExecutor jobExecutor(
      TaskExecutor camundaTaskExecutor,
      CamundaBpmProperties properties,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Clock clock,
      StepMeters meters) {
    var jobs = properties.getJobExecution();
    var executor = new LeasingJobExecutor();
    executor.setTaskExecutor(camundaTaskExecutor);
    executor.setMaxJobsPerAcquisition(jobs.getMaxJobsPerAcquisition());
    executor.setLockTimeInMillis(jobs.getLockTimeInMillis());
    executor.setWaitTimeInMillis(jobs.getWaitTimeInMillis());
    executor.setMaxWait(jobs.getMaxWait());
    executor.setBackoffTimeInMillis(jobs.getBackoffTimeInMillis());
    executor.setMaxBackoff(jobs.getMaxBackoff());
    var lease =
        new JobLease(
            jdbc,
            transactions,
            clock,
            executor.getLockOwner(),
            Duration.ofMillis(jobs.getLockTimeInMillis()),
            meters);
    meters.countRunning(lease::running);
    executor.setLease(lease);
    executor.setAcquireJobsCmdFactory(number -> new CountedAcquisition(executor, number, meters));
    return executor;
  }
}
