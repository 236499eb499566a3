package io.reinstate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reinstate.host.Deadline;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * The lease on the real job executor, with locks of four seconds. A machine that stands still for
 * two must not cost one.
 */
class JobLeaseTest {

  private static final Duration LOCK = Duration.ofSeconds(4);
  private static final String DATABASE = "jdbc:h2:mem:lease;DB_CLOSE_DELAY=-1";

  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final CountDownLatch finish = new CountDownLatch(1);
  private final ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private JdbcClient jdbc;
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
    var database = new DriverManagerDataSource(DATABASE, "sa", "");
    jdbc = JdbcClient.create(database);
    lease =
        new JobLease(
            JdbcClient.create(database),
            new DataSourceTransactionManager(database),
            Clock.systemUTC(),
            executor.getLockOwner(),
            LOCK,
            new StepMeters(meters, JdbcClient.create(database)));
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

    await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 1);
    await()
        .pollDelay(LOCK.multipliedBy(20))
        .atMost(LOCK.multipliedBy(30))
        .until(() -> runs.get() == 1);
    finish.countDown();

    await().atMost(Duration.ofSeconds(20)).until(() -> instances() == 0);
    assertThat(runs).hasValue(1);
  }

  @Test
  void aLongStepThatFailsIsCountedAsTriedAndBecomesAnIncident() {
    failing = true;
    engine.getRuntimeService().startProcessInstanceByKey("long");
    await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 1);
    awaitMoreThanALock();
    finish.countDown();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> engine.getRuntimeService().createIncidentQuery().count() == 1);
    // On a machine that stands still for longer than the lock, one run may be one too many.
    assertThat(runs.get()).isBetween(2, 3);
    assertThat(instances()).isEqualTo(1);
  }

  @Test
  void aStepWhoseInstanceWasCancelledIsEnded() {
    engine.getRuntimeService().startProcessInstanceByKey("long");
    await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 1);

    engine
        .getRuntimeService()
        .deleteProcessInstance(
            engine.getRuntimeService().createProcessInstanceQuery().singleResult().getId(), "no");

    await().atMost(Duration.ofSeconds(20)).until(() -> ended.get() == 1 && lease.running() == 0);
    assertThat(meters.counter("reinstate.lease.losses").count()).isEqualTo(1);
  }

  @Test
  void aStepThatAnotherNodeTookOverWhileItWaitedForAThreadIsNotBegun() {
    var begun = new AtomicInteger();

    lease.ifStillOurs("a-job-of-another-node", held -> begun.incrementAndGet());

    assertThat(begun).hasValue(0);
    assertThat(lease.running()).isZero();
  }

  @Test
  void aStepThatAnotherNodeTookOverWhileThisOneStoodStillGoesNoFurther() {
    engine.getRuntimeService().startProcessInstanceByKey("long");
    await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 1);
    var job = engine.getManagementService().createJobQuery().singleResult().getId();

    jdbc.sql("update ACT_RU_JOB set LOCK_OWNER_ = 'another', LOCK_EXP_TIME_ = ? where ID_ = ?")
        .params(Timestamp.from(Instant.now().plusSeconds(3600)), job)
        .update();

    await().atMost(Duration.ofSeconds(20)).until(() -> ended.get() == 1 && lease.running() == 0);
  }

  @Test
  void aStepThatWaitedLongerThanItsLockIsBegunUnderANewOneOnce() {
    threads.setCorePoolSize(1);
    engine.getRuntimeService().startProcessInstanceByKey("long");
    await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 1);
    engine.getRuntimeService().startProcessInstanceByKey("long");
    awaitMoreThanALock();

    finish.countDown();

    await().atMost(Duration.ofSeconds(20)).until(() -> instances() == 0);
    assertThat(runs).hasValue(2);
  }

  private void awaitMoreThanALock() {
    await()
        .pollDelay(LOCK.multipliedBy(2))
        .atMost(LOCK.multipliedBy(20))
        .until(() -> runs.get() == 1);
  }

  private long instances() {
    return engine.getRuntimeService().createProcessInstanceQuery().count();
  }

  private void work() {
    runs.incrementAndGet();
    try {
      Deadline.in(Duration.ofSeconds(90))
          .await(() -> finish.getCount() == 0, Duration.ofMillis(1), Duration.ofMillis(20));
    } finally {
      ended.incrementAndGet();
    }
    if (failing) {
      throw new IllegalStateException("The test wants this step to fail");
    }
  }
}
