package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The lease on the real job executor: locks of half a second, steps of ten. */
class JobLeaseTest {

  private static final Duration LOCK = Duration.ofMillis(500);
  private static final String DATABASE = "jdbc:h2:mem:lease;DB_CLOSE_DELAY=-1";

  private final AtomicInteger runs = new AtomicInteger();
  private final CountDownLatch finish = new CountDownLatch(1);
  private final ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
  private JobLease lease;
  private ProcessEngine engine;
  private volatile boolean failing;

  @BeforeEach
  void start() {
    threads.setCorePoolSize(3);
    threads.afterPropertiesSet();
    var executor = new LeasingJobExecutor();
    executor.setTaskExecutor(threads);
    executor.setLockTimeInMillis((int) LOCK.toMillis());
    executor.setWaitTimeInMillis(50);
    executor.setMaxWait(100);
    lease =
        new JobLease(
            JdbcClient.create(new DriverManagerDataSource(DATABASE, "sa", "")),
            Clock.systemUTC(),
            executor.getLockOwner(),
            LOCK);
    executor.setLease(lease);
    var settings = new StandaloneInMemProcessEngineConfiguration();
    settings.setJdbcUrl(DATABASE);
    settings.setJobExecutor(executor);
    settings.setJobExecutorActivate(true);
    settings.setEnforceHistoryTimeToLive(false);
    settings.setFailedJobRetryTimeCycle("R2/PT0S");
    settings.setBeans(Map.of("work", (JavaDelegate) execution -> work()));
    engine = settings.buildProcessEngine();
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "long.bpmn",
            Bpmn.createExecutableProcess("long")
                .startEvent()
                .serviceTask()
                .camundaAsyncBefore()
                .camundaDelegateExpression("${work}")
                .endEvent()
                .done())
        .deploy();
  }

  @AfterEach
  void stop() {
    finish.countDown();
    engine.close();
    lease.close();
    threads.shutdown();
  }

  @Test
  void aStepTwentyTimesLongerThanItsLockRunsOnce() {
    engine.getRuntimeService().startProcessInstanceByKey("long");

    await().atMost(Duration.ofSeconds(5)).until(() -> runs.get() == 1);
    await()
        .pollDelay(LOCK.multipliedBy(20))
        .atMost(LOCK.multipliedBy(24))
        .until(() -> runs.get() == 1);
    finish.countDown();

    await().atMost(Duration.ofSeconds(5)).until(() -> instances() == 0);
    assertThat(runs).hasValue(1);
  }

  @Test
  void aLongStepThatFailsIsCountedAsTriedAndBecomesAnIncident() {
    failing = true;
    engine.getRuntimeService().startProcessInstanceByKey("long");
    await().atMost(Duration.ofSeconds(5)).until(() -> runs.get() == 1);
    await().pollDelay(LOCK.multipliedBy(3)).until(() -> runs.get() == 1);
    finish.countDown();

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> engine.getRuntimeService().createIncidentQuery().count() == 1);
    assertThat(runs).hasValue(2);
    assertThat(instances()).isEqualTo(1);
  }

  private long instances() {
    return engine.getRuntimeService().createProcessInstanceQuery().count();
  }

  private void work() throws InterruptedException {
    runs.incrementAndGet();
    finish.await(30, TimeUnit.SECONDS);
    if (failing) {
      throw new IllegalStateException("The test wants this step to fail");
    }
  }
}
