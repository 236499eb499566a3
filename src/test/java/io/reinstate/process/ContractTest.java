package io.reinstate.process;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.process.begin.DoneRollbacks;
import io.reinstate.rollback.record.Outcome;
import io.reinstate.runbook.KnownRunbooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CompensateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.stereotype.Component;

/** Holds the models, the steps, the variables and the errors together. */
class ContractTest {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^}]*)}");
  private static final Pattern ERROR_IN_SOURCE = Pattern.compile("RollbackError\\.([A-Z_]+)");

  /** They answer whoever starts or completes, so they run in that person's transaction. */
  private static final Set<String> AT_ONCE =
      Set.of(
          "Task_ClaimApplication",
          "Task_CancelRollback",
          "Task_PlanRollback",
          "Task_PlanOperation",
          "Task_ChooseOption",
          "Task_FindRelease",
          "Task_RecordDecision",
          "Task_RecordForcedRun",
          "Task_ReadChecklist",
          "Task_RecordChecklist",
          "Task_RecordStep",
          "Task_CallNextApprover");

  /** While the previous version is put back, no failure is drawn: it is an incident. */
  private static final Set<String> PUTTING_BACK =
      Set.of(
          "Task_StopServices_New",
          "Task_StartPreviousVersion",
          "Task_PutPreviousFilesBack",
          "Task_PutPreviousStateBack");

  static List<Path> models() {
    return Models.processes();
  }

  private static Stream<BpmnModelInstance> everyModel() {
    return models().stream().map(Models::read);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aFileIsNamedAfterItsOneProcess(Path file) {
    assertThat(Models.read(file).getModelElementsByType(Process.class))
        .singleElement()
        .satisfies(process -> assertThat(process.getId()).isEqualTo(Models.name(file)))
        .satisfies(process -> assertThat(process.getName()).isNotBlank())
        .satisfies(process -> assertThat(process.isExecutable()).isTrue())
        .satisfies(
            process ->
                assertThat(process.getCamundaHistoryTimeToLiveString())
                    .as("history time to live")
                    .matches("P\\d+D"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aModelHasTestsOfItsEveryPath(Path file) throws ClassNotFoundException {
    var tests = Class.forName("io.reinstate.process." + pascal(Models.name(file)) + "Test");

    assertThat(tests).isAssignableTo(RunbookTest.class);
    assertThat(tests.getAnnotation(PathsOf.class).value()).isEqualTo(Models.name(file));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aDiagramFitsOnePage(Path file) {
    assertThat(Models.read(file).getModelElementsByType(Activity.class))
        .hasSizeLessThanOrEqualTo(15);
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyElementAndFlowIsDrawn(Path file) {
    var model = Models.read(file);
    var soft = new SoftAssertions();
    model
        .getModelElementsByType(FlowNode.class)
        .forEach(node -> soft.assertThat(node.getDiagramElement()).as(node.getId()).isNotNull());
    model
        .getModelElementsByType(SequenceFlow.class)
        .forEach(flow -> soft.assertThat(flow.getDiagramElement()).as(flow.getId()).isNotNull());
    soft.assertAll();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everythingThatPeopleSeeHasAName(Path file) {
    assertThat(Models.read(file).getModelElementsByType(FlowNode.class))
        .filteredOn(node -> !isCompensation(node))
        .allSatisfy(node -> assertThat(node.getName()).as("name of " + node.getId()).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("models")
  void aDecisionIsAQuestionAndItsBranchesAreAnswers(Path file) {
    var soft = new SoftAssertions();
    for (var gateway : Models.read(file).getModelElementsByType(ExclusiveGateway.class)) {
      if (gateway.getOutgoing().size() > 1) {
        soft.assertThat(gateway.getName()).as(gateway.getId()).endsWith("?");
        soft.assertThat(gateway.getDefault()).as("default of " + gateway.getId()).isNotNull();
        for (var flow : gateway.getOutgoing()) {
          soft.assertThat(flow.getName()).as("name of " + flow.getId()).isNotBlank();
          soft.assertThat(flow.getConditionExpression() == null)
              .as("only the default flow has no condition: " + flow.getId())
              .isEqualTo(flow.equals(gateway.getDefault()));
        }
      }
    }
    soft.assertAll();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aStepIsOneNameInFourPlaces(Path file) throws ClassNotFoundException {
    for (var task : Models.read(file).getModelElementsByType(ServiceTask.class)) {
      if (isDemo(file) && task.getCamundaExpression() != null) {
        continue;
      }
      var step = stepOf(task);
      var type = Class.forName(Known.stepClasses().get(step));
      assertThat(task.getName()).as("name of " + task.getId()).isEqualTo(words(step));
      assertThat(task.getCamundaDelegateExpression())
          .as("bean of " + task.getId())
          .isEqualTo("${" + decapitalized(step) + "}");
      assertThat(type).isAssignableTo(JavaDelegate.class).hasAnnotation(Component.class);
      assertThat(type.getAnnotation(Component.class).value()).as("bean of " + type).isEmpty();
    }
  }

  @Test
  void everyStepIsUsedInSomeModel() {
    var used =
        everyModel()
            .flatMap(model -> model.getModelElementsByType(ServiceTask.class).stream())
            .filter(task -> task.getCamundaDelegateExpression() != null)
            .map(ContractTest::stepOf)
            .collect(toSet());

    assertThat(Known.steps()).isNotEmpty().containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void everyStepHasAStandInOrRunsInTheTests() {
    var standIns = new TreeSet<>(TestEngine.STEPS.names());
    standIns.add("callNextApprover");

    assertThat(standIns)
        .containsExactlyElementsOf(
            Known.steps().stream()
                .map(ContractTest::decapitalized)
                .collect(toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void anActingStepIsAJobOfItsOwn(Path file) {
    assertThat(Models.read(file).getModelElementsByType(ServiceTask.class))
        .filteredOn(task -> !answersAtOnce(file, task))
        .allSatisfy(task -> assertThat(task.isCamundaAsyncBefore()).as(task.getId()).isTrue());
    assertThat(Models.read(file).getModelElementsByType(ServiceTask.class))
        .filteredOn(task -> answersAtOnce(file, task))
        .allSatisfy(task -> assertThat(task.isCamundaAsyncBefore()).as(task.getId()).isFalse());
  }

  private static boolean answersAtOnce(Path file, ServiceTask task) {
    return AT_ONCE.contains(task.getId())
        || Models.name(file).equals("mark-snapshot-stable")
            && task.getId().equals("Task_MarkSnapshotStable");
  }

  /** The engine runs compensation in the transaction of the event, whatever its handlers say. */
  @ParameterizedTest
  @MethodSource("models")
  void puttingBackIsAJobOfItsOwn(Path file) {
    assertThat(Models.read(file).getModelElementsByType(IntermediateThrowEvent.class))
        .filteredOn(ContractTest::isCompensation)
        .allSatisfy(event -> assertThat(event.isCamundaAsyncBefore()).as(event.getId()).isTrue());
  }

  @ParameterizedTest
  @MethodSource("models")
  void expressionsNameOnlyWhatIsKnown(Path file) throws IOException {
    var known = new TreeSet<>(Known.variables());
    known.addAll(Known.LOCAL);
    known.add("execution");
    Known.steps().forEach(step -> known.add(decapitalized(step)));
    if (isDemo(file)) {
      known.add("demoShop");
    }
    var text = Files.readString(file).replace("&#x27;", "'").replace("&amp;", "&");

    var named =
        EXPRESSION
            .matcher(text)
            .results()
            .flatMap(found -> Known.namesIn(found.group(1)).stream())
            .collect(toSet());

    assertThat(named).isNotEmpty().isSubsetOf(known);
  }

  @ParameterizedTest
  @MethodSource("models")
  void mappingsNameOnlyVariables(Path file) {
    var model = Models.read(file);
    var known = new TreeSet<>(Known.variables());
    known.addAll(Known.LOCAL);

    var mapped =
        Stream.concat(
                model.getModelElementsByType(CamundaIn.class).stream()
                    .flatMap(in -> Stream.of(in.getCamundaSource(), in.getCamundaTarget())),
                model.getModelElementsByType(CamundaOut.class).stream()
                    .flatMap(out -> Stream.of(out.getCamundaSource(), out.getCamundaTarget())))
            .flatMap(Stream::ofNullable)
            .collect(toSet());

    assertThat(mapped).isSubsetOf(known);
    assertThat(model.getModelElementsByType(CallActivity.class).isEmpty())
        .isEqualTo(mapped.isEmpty());
  }

  @ParameterizedTest
  @MethodSource("models")
  void aCalledProcessExistsAndIsDeployedTogether(Path file) {
    var processes = models().stream().map(Models::name).toList();

    for (var call : Models.read(file).getModelElementsByType(CallActivity.class)) {
      assertThat(processes).contains(call.getCalledElement());
      assertThat(call.getCamundaCalledElementBinding()).isEqualTo("deployment");
      assertThat(call.getName())
          .isEqualTo(
              Models.of(call.getCalledElement())
                  .getModelElementsByType(Process.class)
                  .iterator()
                  .next()
                  .getName());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void anEndOfARunbookNamesItsOutcome(Path file) {
    var model = Models.read(file);
    var runbook = isStartable(model) || isCalledByNone(file);

    for (var end : model.getModelElementsByType(EndEvent.class)) {
      var outcomes = properties(end, "outcome").map(Outcome::of).toList();
      assertThat(outcomes).as("outcome of " + end.getId()).hasSize(runbook ? 1 : 0);
    }
  }

  @Test
  void everyOutcomeIsDrawnExceptWhatPeopleDo() {
    var drawn =
        everyModel()
            .flatMap(model -> model.getModelElementsByType(EndEvent.class).stream())
            .flatMap(end -> properties(end, "outcome"))
            .map(Outcome::of)
            .collect(toSet());
    drawn.add(Outcome.CANCELLED);

    assertThat(drawn).containsExactlyInAnyOrder(Outcome.values());
  }

  @Test
  void everyRunbookIsAModelThatPeopleCanStart() {
    for (var runbook : KnownRunbooks.ALL.runbooks()) {
      var model = Models.of(runbook.id());
      assertThat(isStartable(model)).as(runbook.id()).isTrue();
      assertThat(model.getModelElementsByType(Process.class).iterator().next().getName())
          .isEqualTo(runbook.title());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void anErrorCodeIsARollbackError(Path file) {
    var known = Arrays.stream(RollbackError.values()).map(Enum::name).toList();

    for (var error :
        Models.read(file).getModelElementsByType(org.camunda.bpm.model.bpmn.instance.Error.class)) {
      assertThat(known).contains(error.getErrorCode());
      assertThat(error.getName()).isEqualTo(error.getErrorCode());
    }
  }

  @Test
  void everyMessageIsSent() throws IOException {
    var awaited =
        models().stream()
            .flatMap(file -> Models.read(file).getModelElementsByType(Message.class).stream())
            .map(Message::getName);

    assertThat(awaited).containsExactly(DoneRollbacks.EMERGENCY_BEGINS);
  }

  @Test
  void everyRollbackErrorIsThrownAndCaught() {
    var known = Arrays.stream(RollbackError.values()).map(Enum::name).collect(toSet());
    var thrown =
        Stream.concat(
                Known.steps().stream().flatMap(step -> thrownBy(step).stream()),
                everyModel().flatMap(model -> thrownAtAnEnd(model).stream()))
            .collect(toSet());
    var caught =
        everyModel()
            .flatMap(model -> model.getModelElementsByType(BoundaryEvent.class).stream())
            .flatMap(event -> code(event).stream())
            .collect(toSet());

    assertThat(thrown).isEqualTo(known);
    assertThat(caught).isEqualTo(known);
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatAStepCanFailWithIsDrawnAndNothingElse(Path file) {
    var model = Models.read(file);
    for (var task : model.getModelElementsByType(ServiceTask.class)) {
      if (task.getCamundaDelegateExpression() != null && !isPuttingBack(task)) {
        assertThat(caughtAt(model, task)).as(task.getId()).isEqualTo(thrownBy(stepOf(task)));
      }
    }
  }

  private static boolean isPuttingBack(ServiceTask task) {
    return PUTTING_BACK.contains(task.getId());
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatACalledProcessCanFailWithIsDrawnAndNothingElse(Path file) {
    var model = Models.read(file);
    for (var call : model.getModelElementsByType(CallActivity.class)) {
      var thrown = new TreeSet<>(thrownAtAnEnd(Models.of(call.getCalledElement())));
      if (Models.name(file).equals(KnownRunbooks.EMERGENCY_ROLLBACK.id())) {
        // An emergency takes the newest plan: only an approved one can be outdated.
        thrown.remove(RollbackError.PLAN_OUTDATED.name());
      }
      if (!Models.name(file).equals(KnownRunbooks.COMPONENT_ROLLBACK.id())) {
        // Only it tells what it calls that there is a next option.
        thrown.remove(RollbackError.OPTION_FAILED.name());
      }
      assertThat(caughtAt(model, call)).as(call.getId()).isEqualTo(thrown);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void whyAStepFailedIsKept(Path file) {
    for (var event : Models.read(file).getModelElementsByType(BoundaryEvent.class)) {
      for (var definition : event.getEventDefinitions()) {
        if (definition instanceof ErrorEventDefinition error) {
          assertThat(error.getCamundaErrorMessageVariable())
              .as(event.getId())
              .isEqualTo(Variables.FAILURE.name());
        }
      }
    }
  }

  @Test
  void everyVariableIsUsed() throws IOException {
    var used = new TreeSet<String>();
    for (var file :
        Stream.of(models(), Models.forms(), Models.decisions()).flatMap(List::stream).toList()) {
      var text = Files.readString(file);
      Known.variables().stream()
          .filter(name -> Pattern.compile("\\b" + name + "\\b").matcher(text).find())
          .forEach(used::add);
    }

    // Set by the act that starts the undoing, read by its first step.
    used.add(Variables.UNDOES.name());
    // Said by the first look of a watch, read by the others.
    used.add(Variables.WATCH_UNTIL.name());
    // Given by alerts over the API, read by the metrics.
    used.addAll(List.of(Variables.BROKEN_SINCE.name(), Variables.NOTICED.name()));
    // Asked by models of earlier versions, whose acts may still be under way.
    used.add(Variables.BEGUN.name());
    assertThat(used).containsExactlyElementsOf(Known.variables());
  }

  /** A process that starts by itself carries a record of its own, as one that a person starts. */
  private static boolean isCalledByNone(Path file) {
    return everyModel()
        .flatMap(model -> model.getModelElementsByType(CallActivity.class).stream())
        .noneMatch(call -> call.getCalledElement().equals(Models.name(file)));
  }

  private static boolean isDemo(Path file) {
    return Models.name(file).startsWith("demo-");
  }

  static boolean isStartable(BpmnModelInstance model) {
    return model
        .getModelElementsByType(Process.class)
        .iterator()
        .next()
        .isCamundaStartableInTasklist();
  }

  private static boolean isCompensation(FlowNode node) {
    return node.getChildElementsByType(CompensateEventDefinition.class).size() > 0;
  }

  private static Stream<String> properties(EndEvent end, String name) {
    return Optional.ofNullable(end.getExtensionElements()).stream()
        .flatMap(
            extensions ->
                extensions.getElementsQuery().filterByType(CamundaProperties.class).list().stream())
        .flatMap(properties -> properties.getCamundaProperties().stream())
        .filter(property -> name.equals(property.getCamundaName()))
        .map(CamundaProperty::getCamundaValue);
  }

  private static Set<String> caughtAt(BpmnModelInstance model, Activity activity) {
    return model.getModelElementsByType(BoundaryEvent.class).stream()
        .filter(event -> event.getAttachedTo().equals(activity))
        .flatMap(event -> code(event).stream())
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> thrownAtAnEnd(BpmnModelInstance model) {
    return model.getModelElementsByType(EndEvent.class).stream()
        .flatMap(event -> code(event).stream())
        .collect(toCollection(TreeSet::new));
  }

  private static Optional<String> code(FlowNode event) {
    return event.getChildElementsByType(ErrorEventDefinition.class).stream()
        .map(definition -> definition.getError().getErrorCode())
        .findFirst();
  }

  private static Set<String> thrownBy(String step) {
    try {
      return ERROR_IN_SOURCE
          .matcher(
              Files.readString(
                  SOURCES.resolve(Known.stepClasses().get(step).replace('.', '/') + ".java")))
          .results()
          .map(found -> found.group(1))
          .collect(toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new AssertionError("There is no source of " + step, e);
    }
  }

  /** {@code RestoreModuleFiles} of {@code Task_RestoreModuleFiles_Qualifier}. */
  private static String stepOf(ServiceTask task) {
    assertThat(task.getId()).matches("Task_[A-Z][A-Za-z]+(_[A-Z][A-Za-z]+)?");
    return task.getId().split("_")[1];
  }

  private static String decapitalized(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static String words(String name) {
    var words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String pascal(String id) {
    return Arrays.stream(id.split("-"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }
}
