package io.reinstate.process;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reinstate.people.Group;
import io.reinstate.rollback.Startable;
import io.reinstate.runbook.KnownRunbooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the forms to the models that show them and to the variables they read and write. */
class FormContractTest {

  private static final String START_FORM =
      "camunda-forms:/camunda/api/tasklist/plugin/reinstate/default/start-form/";
  private static final Pattern FILLED_IN = Pattern.compile("\\$\\{[\\w ]+}");
  private static final Pattern IN_TEXT = Pattern.compile("\\{\\{([^}]*)}}");

  static List<Path> models() {
    return Models.processes();
  }

  static List<Path> forms() {
    return Models.forms();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFileIsNamedAfterItsForm(Path form) throws IOException {
    assertThat(json(form).get("id").asText()).isEqualTo(Models.name(form));
  }

  @Test
  void everyFormIsShownBySomeModel() {
    var shown = models().stream().flatMap(model -> shownBy(model).stream()).collect(toSet());

    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(forms().stream().map(Models::name).toList());
  }

  @ParameterizedTest
  @MethodSource("models")
  void aRunbookAsksForItsInputsAndACalledProcessAsksNobody(Path model) {
    var start = Models.read(model).getModelElementsByType(StartEvent.class).iterator().next();
    var asks = start.getCamundaFormKey() != null || start.getCamundaFormRef() != null;

    assertThat(asks).isEqualTo(ContractTest.isStartable(Models.read(model)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aFormIsTheOneThatWasDeployedWithItsModel(Path model) {
    for (var task : Models.read(model).getModelElementsByType(UserTask.class)) {
      assertThat(task.getCamundaFormRef()).as("form of " + task.getId()).isNotBlank();
      assertThat(task.getCamundaFormRefBinding()).as(task.getId()).isEqualTo("deployment");
      assertThat(
              model.resolveSibling(task.getCamundaFormRef() + ".form").toFile().exists()
                  || Models.FORMS.resolve(task.getCamundaFormRef() + ".form").toFile().exists())
          .as("file of " + task.getCamundaFormRef())
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void whoMayTakeATaskIsAGroup(Path model) {
    var groups = Arrays.stream(Group.values()).map(Group::id).collect(toSet());
    groups.add("${" + Variables.APPROVER_GROUP + "}");

    for (var task : Models.read(model).getModelElementsByType(UserTask.class)) {
      assertThat(task.getCamundaCandidateGroupsList())
          .as("groups of " + task.getId())
          .isNotEmpty()
          .isSubsetOf(groups);
      assertThat(task.getCamundaAssignee()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFieldIsAVariable(Path form) throws IOException {
    assertThat(keys(form)).isNotEmpty().isSubsetOf(Known.variables());
  }

  static List<Path> startForms() throws IOException {
    return forms().stream().filter(form -> Models.name(form).startsWith("start-")).toList();
  }

  private static Startable startedBy(Path form) {
    return KnownRunbooks.ALL
        .startable(Models.name(form).substring("start-".length()))
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("startForms")
  void aStartFormGivesOnlyWhatItsRunbookTakes(Path form) throws IOException {
    assertThat(keys(form)).isSubsetOf(startedBy(form).inputNames());
  }

  /** Whether people are asked for a choice or may do without is what a form is free to say. */
  @ParameterizedTest
  @MethodSource("startForms")
  void aListIsThatOfItsOwnInput(Path form) throws IOException {
    for (var component : new ObjectMapper().readTree(form.toFile()).path("components")) {
      var list = component.path("valuesExpression").asText();
      if (list.startsWith("=${")) {
        var input = component.path("key").asText();
        assertThat(list).startsWith("=${" + input + "}");
        assertThat(startedBy(form).inputs())
            .anyMatch(each -> each.name().equals(input) && each.choices().isPresent());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aTextAndAConditionNameOnlyVariables(Path form) throws IOException {
    var known = new TreeSet<>(Known.variables());
    known.add("app"); // The application that an option of a list belongs to.

    assertThat(named(form)).isSubsetOf(known);
  }

  @Test
  void theTextsOfTaskFormsAreChecked() throws IOException {
    assertThat(named(Models.FORMS.resolve("approve-rollback.form")))
        .containsExactlyInAnyOrder(
            "requester", "reason", "planSummary", "checklistDone", "mayKeepData");
  }

  private static Set<String> shownBy(Path file) {
    var model = Models.read(file);
    return Stream.concat(
            model.getModelElementsByType(UserTask.class).stream().map(UserTask::getCamundaFormRef),
            model.getModelElementsByType(StartEvent.class).stream().flatMap(FormContractTest::form))
        .collect(toSet());
  }

  private static Stream<String> form(StartEvent start) {
    if (start.getCamundaFormKey() == null) {
      return Stream.ofNullable(start.getCamundaFormRef());
    }
    assertThat(start.getCamundaFormKey()).startsWith(START_FORM);
    return Stream.of(start.getCamundaFormKey().substring(START_FORM.length()));
  }

  private static Set<String> keys(Path form) throws IOException {
    return components(form)
        .map(component -> component.path("key").asText())
        .filter(key -> !key.isEmpty())
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> named(Path form) throws IOException {
    return components(form)
        .flatMap(FormContractTest::texts)
        .map(text -> FILLED_IN.matcher(text).replaceAll(""))
        .flatMap(FormContractTest::expressions)
        .flatMap(expression -> Known.namesIn(expression).stream())
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<String> expressions(String text) {
    return text.startsWith("=")
        ? Stream.of(text.substring(1))
        : IN_TEXT.matcher(text).results().map(found -> found.group(1));
  }

  private static Stream<String> texts(JsonNode node) {
    return node.isValueNode()
        ? Stream.of(node.asText())
        : StreamSupport.stream(node.spliterator(), false).flatMap(FormContractTest::texts);
  }

  private static Stream<JsonNode> components(Path form) throws IOException {
    return StreamSupport.stream(json(form).get("components").spliterator(), false);
  }

  private static JsonNode json(Path form) throws IOException {
    return new ObjectMapper().readTree(Files.readString(form));
  }
}
