package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

@PathsOf("demo-deploy-release")
class DemoDeployReleaseTest extends RunbookTest {

  @Test
  void theChosenReleaseIsDeployed() {
    var instance = start("demo-deploy-release", Map.of("application", "shop", "release", "v1.1.0"));

    assertThat(instance)
        .isEnded()
        .hasPassedInOrder("Start", "Task_ClaimApplication", "Task_DeployRelease", "End_Deployed");
    assertThat(steps.taken()).containsExactly("claimApplication", "deploy v1.1.0");
  }
}
