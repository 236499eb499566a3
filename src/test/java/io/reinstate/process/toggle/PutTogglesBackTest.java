package io.reinstate.process.toggle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.host.Interrupted;
import io.reinstate.host.LocalHost;
import io.reinstate.process.Acts;
import io.reinstate.process.StepOfARollback;
import io.reinstate.process.Variables;
import io.reinstate.process.cutover.PlannedServices;
import io.reinstate.rollback.PlannedAct.SetToggle;
import io.reinstate.rollback.Subject;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.service.Services;
import io.reinstate.toggle.ToggleChanges;
import io.reinstate.toggle.Toggles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two toggles: the first one is asked by commands, the second one is in a file. */
class PutTogglesBackTest {

  private static final ToggleId REMOTE = new ToggleId("remote");
  private static final ToggleId FILE = new ToggleId("file");
  private static final ServiceId WEB = new ServiceId("web");

  @TempDir Path directory;

  private final Services services = new Services(new LocalHost());
  private final Toggles toggles = new Toggles(new LocalHost());
  private Path home;
  private StepOfARollback step;

  @BeforeEach
  void open() throws Exception {
    home = Files.createDirectory(directory.toRealPath().resolve("shop"));
    Files.writeString(home.resolve("remote"), "on");
    Files.writeString(home.resolve(".env"), "FILE=on\n");
    var remote =
        new ToggleSwitch.Commands(
            List.of("sh", "-c", "test -e remote && printf %s \"$1\" > remote", "sh", "{value}"),
            List.of("cat", "remote"),
            Duration.ofSeconds(20));
    var file = new ToggleSwitch.InFile(home.resolve(".env"), ToggleSwitch.Format.ENV, "FILE");
    step =
        new StepOfARollback(
            ApplicationBuilder.shop(home)
                .services(Map.of(WEB, serviceThatReloadsWhenUp()))
                .toggles(Map.of(REMOTE, toggle(remote), FILE, toggle(file)))
                .build());
    step.plan(
        KnownRunbooks.FEATURE_TOGGLE_ROLLBACK,
        new Subject.Switches(List.of(REMOTE, FILE)),
        List.of(),
        List.of(set(REMOTE), set(FILE)));
    Files.createFile(home.resolve("up"));
  }

  @AfterEach
  void close() {
    step.close();
  }

  @Test
  void togglesAreAsTheyWereAndReadAgain() {
    switchOff(REMOTE, FILE);

    putBack();

    assertThat(home.resolve("remote")).hasContent("on");
    assertThat(home.resolve(".env")).hasContent("FILE=on");
    assertThat(home.resolve("reloaded")).exists();
    assertThat(begun()).isEmpty();
  }

  @Test
  void toggleThatWasNeverSetIsNotAsked() throws Exception {
    switchOff(FILE);
    Files.delete(home.resolve("remote"));

    putBack();

    assertThat(home.resolve(".env")).hasContent("FILE=on");
    assertThat(begun()).isEmpty();
  }

  @Test
  void toggleThatCannotBePutBackIsToldAndHindersNoOther() throws Exception {
    switchOff(REMOTE, FILE);
    Files.delete(home.resolve("remote"));
    Variables.FAILURE.set(step, "Uploads still run.");

    assertThatThrownBy(this::putBack)
        .isInstanceOfSatisfying(
            BpmnError.class, error -> assertThat(error.getErrorCode()).isEqualTo("TOGGLE_FAILED"))
        .hasMessageContainingAll("Uploads still run.", "cat remote", "Toggle remote «on»");
    assertThat(home.resolve(".env")).hasContent("FILE=on");
    assertThat(home.resolve("reloaded")).exists();
    assertThat(begun()).isEmpty();
  }

  @Test
  void serviceThatCannotReadThemAgainIsTold() throws Exception {
    switchOff(REMOTE, FILE);
    Files.delete(home.resolve("up"));

    assertThatThrownBy(this::putBack).isInstanceOf(BpmnError.class).hasMessageContaining("web");
    assertThat(home.resolve("remote")).hasContent("on");
    assertThat(begun()).isEmpty();
  }

  @Test
  void ofACancelledRollbackItIsKeptAndTriedAgain() throws Exception {
    switchOff(REMOTE, FILE);
    Variables.UNDOES.set(step, "shop-0001");
    Files.delete(home.resolve("up"));
    assertThatThrownBy(this::putBack).isInstanceOf(TogglesNotPutBack.class);
    assertThat(begun()).containsExactly(Acts.planId(step));

    Files.createFile(home.resolve("up"));
    putBack();

    assertThat(begun()).isEmpty();
  }

  @Test
  void stepThatIsEndedBeforeTheServicesReadThemForgetsNothing() {
    switchOff(FILE);
    var ended =
        new Services(new LocalHost()) {
          @Override
          public void reload(Application application, ServiceId service) {
            throw Interrupted.during("reloading");
          }
        };

    assertThatThrownBy(
            () -> new PutTogglesBack(step.acts(), new PlannedServices(ended)).execute(step))
        .isInstanceOf(Interrupted.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(begun()).containsExactly(Acts.planId(step));
  }

  /** As a step does that is cut off after some of them. */
  private void switchOff(ToggleId... ids) {
    for (var id : ids) {
      var act = set(id);
      step.journal()
          .open(
              step.acts().application(step),
              Acts.planId(step),
              List.of(
                  new ToggleChanges(toggles)
                      .planned(
                          step.acts().application(step),
                          Acts.planId(step),
                          act.toggle(),
                          act.to())))
          .exchange();
    }
  }

  private void putBack() {
    new PutTogglesBack(step.acts(), new PlannedServices(services)).execute(step);
  }

  private List<String> begun() {
    return step.journal().begun(step.acts().application(step));
  }

  private static SetToggle set(ToggleId id) {
    return new SetToggle(id, "Toggle " + id, Optional.of("on"), "off");
  }

  private static ToggleSpec toggle(ToggleSwitch how) {
    return new ToggleSpec(
        "Toggle", how, "on", "off", Optional.of(WEB), ToggleSpec.Apply.RELOAD, List.of());
  }

  private ServiceSpec serviceThatReloadsWhenUp() {
    var run =
        new RunSpec.Commands(
            List.of("touch", "up"),
            List.of("rm", "-f", "up"),
            List.of("test", "-e", "up"),
            Optional.of(List.of("cp", "up", "reloaded")),
            home,
            Map.of(),
            Map.of(),
            Duration.ofSeconds(20));
    return new ServiceSpec("Web", run, List.of(), List.of(), Duration.ofSeconds(1));
  }
}
