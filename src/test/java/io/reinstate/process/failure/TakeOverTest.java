package io.reinstate.process.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.change.Kind;
import io.reinstate.process.StepOfARollback;
import io.reinstate.process.Variables;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.Subject;
import io.reinstate.runbook.KnownRunbooks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeOverTest {

  private static final ToggleId UPLOADS = new ToggleId("uploads");

  @TempDir Path directory;

  private StepOfARollback step;
  private TakeOver takeOver;

  @BeforeEach
  void open() throws Exception {
    var home = Files.createDirectory(directory.toRealPath().resolve("shop"));
    Files.writeString(home.resolve(".env"), "UPLOADS=on\n");
    var file = new ToggleSwitch.InFile(home.resolve(".env"), ToggleSwitch.Format.ENV, "UPLOADS");
    var uploads =
        new ToggleSpec(
            "Uploads", file, "on", "off", Optional.empty(), ToggleSpec.Apply.NOTHING, List.of());
    step =
        new StepOfARollback(
            ApplicationBuilder.shop(home)
                .services(
                    Map.of(
                        new ServiceId("web"),
                        ApplicationBuilder.service(
                            home, List.of("true"), List.of("true"), List.of("false"))))
                .toggles(Map.of(UPLOADS, uploads))
                .build());
    step.plan(
        KnownRunbooks.FEATURE_TOGGLE_ROLLBACK,
        new Subject.Switches(List.of(UPLOADS)),
        List.of(),
        List.of(new PlannedAct.SetToggle(UPLOADS, "Uploads", Optional.of("on"), "off")));
    takeOver =
        new TakeOver(
            step.acts(), KnownRunbooks.ALL, step.rollbacks(), step.plans(), step.standingStill());
  }

  @AfterEach
  void close() {
    step.close();
  }

  @Test
  void whatIsPutBackIsToldWithWhatTheServicesDo() {
    takeOver.tell(step);

    assertThat(now())
        .startsWith("Files, data, toggles and traffic are as they were before its last try.")
        .contains("Services: web ");
  }

  @Test
  void whatIsConfirmedIsToldToBeLive() {
    Variables.RESTORED.set(step, true);

    takeOver.tell(step);

    assertThat(now()).startsWith("What this rollback changed is confirmed, and live.");
  }

  @Test
  void whatIsNeitherConfirmedNorPutBackIsTold() {
    step.acts().changes(step).exchange(Kind.TOGGLE);

    takeOver.tell(step);

    assertThat(now()).contains("changed, or half so, and not confirmed: toggles.");
  }

  private String now() {
    return Variables.STATE_NOW.get(step);
  }
}
