package io.reinstate.process.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.host.Cancellation;
import io.reinstate.process.StepOfARollback;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateAfterFailureTest {

  @TempDir Path directory;

  private StepOfARollback step;
  private StateAfterFailure standingStill;

  @BeforeEach
  void open() {
    var always = List.of("true");
    step =
        new StepOfARollback(
            ApplicationBuilder.shop(directory.resolve("shop"))
                .services(
                    Map.of(
                        new ServiceId("web"),
                        ApplicationBuilder.service(directory, always, always, always)))
                .build());
    standingStill = step.standingStill();
  }

  @AfterEach
  void close() {
    step.close();
  }

  @Test
  void toldIsHowTheApplicationStandsAndWhatToPress() {
    assertThat(standingStill.told(StepOfARollback.INSTANCE, "It failed."))
        .startsWith("It failed.\nNow: ")
        .contains("; it has changed nothing.\nNext: remove the cause, then press Retry");
  }

  @Test
  void whoeverIsEndedWhileLookingTellsOfTheFailureAllTheSame() {
    var stopping = new Cancellation(() -> {});
    stopping.cancel("Reinstate is stopping");

    assertThat(stopping.during(() -> standingStill.told(StepOfARollback.INSTANCE, "It failed.")))
        .startsWith("It failed.\nNow: nobody can tell more: Reinstate is stopping")
        .contains("it has changed nothing.");
  }
}
