package io.reinstate.process;

import io.reinstate.process.approve.ApproveSteps;
import io.reinstate.process.task.FormParseListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;

/**
 * The engine alone, in memory, with the real models, decisions and forms, and stand-ins for the
 * steps. Nothing runs by itself: tests execute the jobs. Built once for all tests.
 */
final class TestEngine {

  static final Steps STEPS = new Steps();
  static final TakenFlows FLOWS = new TakenFlows();
  static final ProcessEngine ENGINE = build();

  private TestEngine() {}

  private static ProcessEngine build() {
    var configuration = new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName("runbook-tests");
    configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
    configuration.setJobExecutorActivate(false);
    configuration.setMetricsEnabled(false);
    configuration.setEnableCmdExceptionLogging(false);
    // As application.yaml has it: a failure that no diagram draws must not end an instance.
    configuration.setEnableExceptionsAfterUnhandledBpmnError(true);
    configuration.setCustomPostBPMNParseListeners(
        new ArrayList<BpmnParseListener>(
            List.of(FLOWS, new FormParseListener(task -> {}, (task, form) -> {}))));
    var beans = new HashMap<Object, Object>();
    STEPS.names().forEach(name -> beans.put(name, STEPS.standIn(name)));
    beans.put("demoShop", STEPS.demoShop());
    configuration.setBeans(beans);
    var engine = configuration.buildProcessEngine();
    // This step only speaks to the engine, so the real one runs.
    beans.put("callNextApprover", ApproveSteps.callNextApprover(engine.getTaskService()));
    Models.deployments().forEach((name, files) -> deploy(engine, name, files));
    return engine;
  }

  private static void deploy(ProcessEngine engine, String name, List<Path> files) {
    var deployment = engine.getRepositoryService().createDeployment().name(name);
    for (var file : files) {
      try (var content = Files.newInputStream(file)) {
        deployment.addInputStream(file.getFileName().toString(), content);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + file, e);
      }
    }
    deployment.deploy();
  }
}
