package io.reinstate.engine;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.process.Known;
import io.reinstate.process.Models;
import io.reinstate.process.Variables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that ships may be deployed, and nothing that is made of anything else. */
class OwnModelsTest {

  private static final String TASK =
      "<bpmn:serviceTask id='Task_Plan' camunda:delegateExpression='${planRollback}'/>";

  private final OwnModels models =
      new OwnModels(
          new ModelConstructs(
              new AllowedExpressions(
                  Known.steps().stream()
                      .map(
                          step -> step.substring(0, 1).toLowerCase(Locale.ROOT) + step.substring(1))
                      .collect(toSet()),
                  Set.of("demoShop"),
                  Variables.names())));

  static List<Path> shipped() {
    return Stream.of(Models.processes(), Models.decisions()).flatMap(List::stream).toList();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void whatShipsIsAllowed(Path file) throws IOException {
    models.check(file.toString(), Files.readAllBytes(file));
  }

  @Test
  void aTableThatAnOrdinaryEditorSavedIsAllowed() throws IOException {
    var table =
        Files.readString(Path.of("bpmn/rollback-authority.dmn"))
            .replaceFirst(
                "<definitions ",
                "<definitions xmlns:modeler=\"http://camunda.org/schema/modeler/1.0\""
                    + " xmlns:biodi=\"http://bpmn.io/schema/dmn/biodi/2.0\""
                    + " exporter=\"Camunda Modeler\" exporterVersion=\"5.30.0\""
                    + " modeler:executionPlatform=\"Camunda Platform\""
                    + " modeler:executionPlatformVersion=\"7.24.0\" ")
            .replaceFirst("<decisionTable ", "<decisionTable biodi:annotationsWidth=\"400\" ")
            .replaceFirst("<input ", "<input biodi:width=\"192\" ")
            .replaceFirst(
                "</input>", "<inputValues id=\"V\"><text>\"a\",\"b\"</text></inputValues></input>");
    assertThat(table).contains("biodi:width", "inputValues", "exporter=", "biodi:annotationsWidth");
    assertThatCode(() -> models.check("edited.dmn", table.getBytes(StandardCharsets.UTF_8)))
        .doesNotThrowAnyException();
  }

  private void check(String inside) {
    var model =
        """
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
            xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
            xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="Definitions">
          <bpmn:process id="foreign" isExecutable="true">%s</bpmn:process>
        </bpmn:definitions>
        """
            .formatted(inside);
    models.check("foreign.bpmn", model.getBytes(StandardCharsets.UTF_8));
  }

  private void refused(String inside, String... told) {
    assertThatThrownBy(() -> check(inside))
        .isInstanceOf(ForeignModel.class)
        .hasMessageContaining("foreign.bpmn")
        .hasMessageContaining("«Task_Plan»")
        .hasMessageContainingAll(told)
        .hasMessageContaining("Leave it out.");
  }

  @Test
  void aStepOfOursIsAllowed() {
    assertThatCode(() -> check(TASK)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<bpmn:script>x</bpmn:script>",
        "<bpmn:scriptTask id='Task_Plan' scriptFormat='javascript'/>",
        "<scriptTask xmlns='urn:elsewhere' id='Task_Plan'/>",
        "<bpmndi:scriptTask id='Task_Plan'/>",
        "<bpmn:sendTask id='Task_Plan'/>",
        "<bpmn:extensionElements><camunda:executionListener event='start' class='x.Y'/></bpmn:extensionElements>",
        "<bpmn:extensionElements><camunda:taskListener event='create'><camunda:script>x</camunda:script></camunda:taskListener></bpmn:extensionElements>",
        "<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name='x'><camunda:script scriptFormat='javascript'>x</camunda:script></camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements>",
        "<bpmn:extensionElements><camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector></bpmn:extensionElements>",
        "<bpmn:extensionElements><camunda:field name='x' stringValue='y'/></bpmn:extensionElements>",
        "<bpmn:extensionElements><camunda:failedJobRetryTimeCycle>R3/PT1S</camunda:failedJobRetryTimeCycle></bpmn:extensionElements>",
        "<bpmn:extensionElements><camunda:formData><camunda:formField id='x' defaultValue='${x}'/></camunda:formData></bpmn:extensionElements>",
        "<bpmn:conditionalEventDefinition/>",
        "<bpmn:timerEventDefinition><bpmn:timeCycle>R/PT1S</bpmn:timeCycle></bpmn:timerEventDefinition>",
      })
  void aForeignElementIsRefused(String inside) {
    refused(
        "<bpmn:serviceTask id='Task_Plan' camunda:delegateExpression='${planRollback}'>"
            + inside
            + "</bpmn:serviceTask>",
        "element ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "camunda:class='java.lang.Thread'",
        "camunda:type='external' camunda:topic='x'",
        "camunda:type='mail'",
        "camunda:resultVariable='x'",
        "camunda:asyncAfter='true'",
        "camunda:taskPriority='${x}'",
        "camunda:errorCodeVariable='x'",
        "camunda:formHandlerClass='x.Y'",
        "implementation='x'",
        "xmlns:activiti='http://activiti.org/bpmn' activiti:class='x.Y'",
      })
  void aForeignAttributeIsRefused(String attribute) {
    refused("<bpmn:serviceTask id='Task_Plan' " + attribute + "/>", "attribute ");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "delegateExpression,${dataSource}",
        "delegateExpression,${environment}",
        "delegateExpression,planRollback",
        "delegateExpression,${planRollback.class}",
        "delegateExpression,#{planRollback}${x}",
        "expression,${demoShop.deploy('x')}",
        "expression,${demoShop.class.forName(release)}",
        "expression,${planRollback.execute(execution)}",
        "expression,${''.getClass()}",
        "asyncBefore,${true}",
      })
  void aForeignExpressionOfAStepIsRefused(String attribute, String expression) {
    refused(
        "<bpmn:serviceTask id='Task_Plan' camunda:%s=\"%s\"/>".formatted(attribute, expression),
        attribute,
        expression);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${module.getClass()}",
        "${execution.engineServices == null}",
        "${execution.getVariable('x')}",
        "${execution.setVariable('approved', true)}",
        "${foreign == true}",
        "${planRollback}",
        "${approved == true}${x}",
        "x ${approved == true}",
        "${approved = true}",
        "${authority.class}",
        "${dateTime()}",
        "${approved == ''.class}",
        "${approved == '${x}'}",
      })
  void aForeignConditionIsRefused(String expression) {
    refused(
        "<bpmn:sequenceFlow id='Task_Plan' sourceRef='a' targetRef='b'><bpmn:conditionExpression>%s</bpmn:conditionExpression></bpmn:sequenceFlow>"
            .formatted(expression),
        expression);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<bpmn:userTask id='Task_Plan' name='${approved.x}'/>",
        "<bpmn:callActivity id='Task_Plan' calledElement='${module}'/>",
        "<bpmn:callActivity id='Task_Plan' calledElement='x'><bpmn:documentation>#{x}</bpmn:documentation></bpmn:callActivity>",
      })
  void anExpressionElsewhereIsRefused(String inside) {
    refused(inside, "{");
  }

  @Test
  void everythingThatIsForeignIsToldAtOnce() {
    refused(
        "<bpmn:serviceTask id='Task_Plan' camunda:class='x.Y'><bpmn:script/></bpmn:serviceTask>",
        "attribute camunda:class of «Task_Plan»; element bpmn:script in «Task_Plan»");
  }

  @ParameterizedTest
  @ValueSource(strings = {"juel", "javascript", "groovy"})
  void aDecisionInAnotherLanguageIsRefused(String language) throws IOException {
    var table = Files.readString(Models.decisions().get(0));
    for (var element : List.of("<inputExpression ", "<inputEntry ", "<outputEntry ")) {
      var foreign = table.replaceFirst(element, element + "expressionLanguage='" + language + "' ");
      assertThatThrownBy(() -> models.check("x.dmn", foreign.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(ForeignModel.class)
          .hasMessageContaining("attribute expressionLanguage of «");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
        "no XML",
        "<x/>"
      })
  void whatIsNoModelIsRefused(String content) {
    assertThatThrownBy(() -> models.check("x.bpmn", content.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ForeignModel.class);
  }

  @Test
  void theEngineRefusesTheWholeDeploymentAndRunsNoScript() {
    var engine = engine();
    try {
      var repository = engine.getRepositoryService();
      for (var file : List.of("x.cmmn", "x.groovy", "x.bpmn")) {
        assertThatThrownBy(
                () ->
                    repository
                        .createDeployment()
                        .addString("a.form", "{}")
                        .addString(file, "<x/>")
                        .deploy())
            .isInstanceOf(ForeignModel.class);
      }
      assertThat(repository.createDeploymentQuery().count()).isZero();
      var configuration =
          (org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl)
              engine.getProcessEngineConfiguration();
      for (var language : List.of("javascript", "juel", "groovy", "feel")) {
        assertThatThrownBy(
                () ->
                    configuration
                        .getCommandExecutorTxRequired()
                        .execute(
                            context ->
                                configuration
                                    .getScriptingEngines()
                                    .getScriptEngineForLanguage(language)))
            .isInstanceOf(ProcessEngineException.class)
            .hasMessageContaining("Can't find scripting engine");
      }
    } finally {
      engine.close();
    }
  }

  private ProcessEngine engine() {
    var configuration = new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName("own-models");
    configuration.setJdbcUrl("jdbc:h2:mem:own-models");
    configuration.setEnableCmdExceptionLogging(false);
    configuration.setScriptEngineResolver(new NoScripts());
    configuration.setCustomPreDeployers(List.of(models));
    return configuration.buildProcessEngine();
  }
}
