package io.reinstate.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.reinstate.host.Interrupted;
import io.reinstate.rollback.RequestRefused;
import org.camunda.bpm.engine.ProcessEngineException;
import org.glassfish.jersey.spi.ExtendedExceptionMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What becomes of an exception, in our API and in the engine's. */
class RefusalsTest {

  private final MockMvc api =
      MockMvcBuilders.standaloneSetup(new Failing()).setControllerAdvice(new Refusals()).build();

  @AfterEach
  void goOn() {
    Thread.interrupted();
  }

  @Test
  void refusalSaysThatTheRequestCannotBeMet() throws Exception {
    assertThat(status("/refused")).isEqualTo(422);
    var refused = new RequestRefused("It has ended", "rollback", "See it.");
    assertThat(engineStatus(new EngineRefusals.Bare(), refused)).isEqualTo(422);
  }

  @Test
  void whoeverIsInterruptedMayAskAgain() throws Exception {
    assertThat(status("/interrupted")).isEqualTo(503);
    assertThat(status("/interrupted-in-the-engine")).isEqualTo(503);
    var interrupted = Interrupted.during("asking");
    var inTheEngine = new ProcessEngineException("A step failed", interrupted);
    assertThat(engineStatus(new EngineRefusals.Unfinished(), interrupted)).isEqualTo(503);
    assertThat(engineStatus(new EngineRefusals.WrappedByTheEngine(), inTheEngine)).isEqualTo(503);
  }

  private int status(String path) throws Exception {
    return api.perform(get(path)).andReturn().getResponse().getStatus();
  }

  private static <T extends RuntimeException> int engineStatus(
      ExtendedExceptionMapper<T> mapper, T failure) {
    assertThat(mapper.isMappable(failure)).isTrue();
    return mapper.toResponse(failure).getStatus();
  }

  @RestController
  public static final class Failing {

    @GetMapping("/refused")
    public String refused() {
      throw new RequestRefused("It has ended", "rollback", "See it.");
    }

    @GetMapping("/interrupted")
    public String interrupted() {
      throw Interrupted.during("asking");
    }

    @GetMapping("/interrupted-in-the-engine")
    public String interruptedInTheEngine() {
      throw new ProcessEngineException("A step failed", Interrupted.during("asking"));
    }
  }
}
