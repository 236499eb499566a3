package io.reinstate.process;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.people.Group;
import io.reinstate.rollback.Runbook;
import io.reinstate.runbook.KnownRunbooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the decision tables to the models that ask them, and to the groups they name. */
class DecisionContractTest {

  static List<Path> decisions() {
    return Models.decisions();
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void aFileIsNamedAfterItsDecision(Path file) {
    assertThat(read(file).getModelElementsByType(Decision.class))
        .singleElement()
        .satisfies(decision -> assertThat(decision.getId()).isEqualTo(Models.name(file)))
        .satisfies(
            decision -> assertThat(decision.getCamundaHistoryTimeToLiveString()).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void anAnswerIsAVariable(Path file) {
    assertThat(read(file).getModelElementsByType(Output.class))
        .isNotEmpty()
        .extracting(Output::getName)
        .isSubsetOf(Known.variables());
  }

  @Test
  void everyDecisionIsAskedByAModelAndEveryAskedOneExists() {
    var asked =
        Models.processes().stream()
            .flatMap(
                model -> Models.read(model).getModelElementsByType(BusinessRuleTask.class).stream())
            .map(BusinessRuleTask::getCamundaDecisionRef)
            .collect(toSet());

    assertThat(asked)
        .containsExactlyInAnyOrderElementsOf(decisions().stream().map(Models::name).toList());
  }

  static List<Runbook> runbooks() {
    return KnownRunbooks.ALL.runbooks();
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void whatNeedsAnApprovalHasAnAuthority(Runbook runbook) {
    assertThat(authority(runbook.id()).isEmpty()).isEqualTo(!runbook.needsApproval());
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void anAuthorityIsAGroupAndTheNextOneIsAnother(Runbook runbook) {
    var groups = Arrays.stream(Group.values()).map(Group::id).toList();
    var authority = authority(runbook.id());
    if (runbook.needsApproval()) {
      assertThat(groups)
          .contains(authority.get("approverGroup"), authority.get("nextApproverGroup"));
      assertThat(authority.get("nextApproverGroup")).isNotEqualTo(authority.get("approverGroup"));
      assertThat(Duration.parse(authority.get("approvalDeadline"))).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void whoMayForceARunbookIsAGroupThatMayStartIt(Runbook runbook) {
    if (runbook.needsApproval()) {
      assertThat(authority(runbook.id()).get("forcingGroup"))
          .isIn(
              Stream.concat(
                      Stream.of(""),
                      Arrays.stream(Group.values()).filter(Group::starts).map(Group::id))
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void thePageOfApprovalsSaysWhatTheTableSays(Runbook runbook) throws IOException {
    var row =
        Files.readAllLines(Path.of("docs/runbooks/approve-rollback.md")).stream()
            .filter(line -> line.startsWith("| `") && line.contains("`" + runbook.id() + "`"))
            .toList();
    if (!runbook.needsApproval()) {
      assertThat(row).isEmpty();
      return;
    }
    var authority = authority(runbook.id());
    var forcing = authority.get("forcingGroup");
    assertThat(row)
        .singleElement()
        .asString()
        .endsWith(
            "| `%s` | %d minutes | `%s` | %s |"
                .formatted(
                    authority.get("approverGroup"),
                    Duration.parse(authority.get("approvalDeadline")).toMinutes(),
                    authority.get("nextApproverGroup"),
                    forcing.isEmpty() ? "nobody" : "`" + forcing + "`"));
  }

  private static Map<String, String> authority(String runbook) {
    var answers =
        TestEngine.ENGINE
            .getDecisionService()
            .evaluateDecisionTableByKey("rollback-authority")
            .variables(Variables.putValue("runbook", runbook))
            .evaluate();
    return answers.isEmpty()
        ? Map.of()
        : answers.getSingleResult().getEntryMap().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
  }

  private static DmnModelInstance read(Path file) {
    return Dmn.readModelFromFile(file.toFile());
  }
}
