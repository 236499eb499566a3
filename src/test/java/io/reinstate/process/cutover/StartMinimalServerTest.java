package io.reinstate.process.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Interrupted;
import io.reinstate.host.LocalHost;
import io.reinstate.process.StepOfARollback;
import io.reinstate.process.Variables;
import io.reinstate.service.Services;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartMinimalServerTest {

  @TempDir Path home;

  private StepOfARollback step;

  @BeforeEach
  void open() {
    step =
        new StepOfARollback(
            ApplicationBuilder.shop(home).minimal(Optional.of(serverThatFails())).build());
  }

  @AfterEach
  void close() {
    step.close();
  }

  @Test
  void serverThatDoesNotStartIsTold() {
    start();

    assertThat(Variables.MINIMAL_SERVER.get(step))
        .startsWith("The minimal server could not be started: ");
  }

  @Test
  void stepThatIsEndedHalfWayAnswersNothing() {
    var stopping = new Cancellation(() -> {});
    stopping.cancel("Reinstate stops");

    assertThatThrownBy(
            () ->
                stopping.during(
                    () -> {
                      start();
                      return null;
                    }))
        .isInstanceOf(Interrupted.class);
    assertThat(Variables.MINIMAL_SERVER.find(step)).isEmpty();
  }

  private void start() {
    new StartMinimalServer(step.acts(), new Services(new LocalHost()), null).execute(step);
  }

  private ServiceSpec serverThatFails() {
    return ApplicationBuilder.service(home, List.of("false"), List.of("true"), List.of("false"));
  }
}
