package io.reinstate.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.reinstate.host.Interrupted;
import io.reinstate.rollback.RequestRefused;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.OutputStream;
import java.net.URI;
import org.camunda.bpm.engine.ProcessEngineException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What becomes of an exception, in our API and in the engine's. */
class RefusalsTest {

  private final MockMvc api =
      MockMvcBuilders.standaloneSetup(new Failing()).setControllerAdvice(new Refusals()).build();

  private final ApplicationHandler engine =
      new ApplicationHandler(
          new ResourceConfig(Failing.class)
              .property("contextConfig", new StaticApplicationContext()));

  @AfterEach
  void goOn() {
    Thread.interrupted();
  }

  @Test
  void refusalSaysThatTheRequestCannotBeMet() throws Exception {
    assertThat(status("/refused")).isEqualTo(422);
    assertThat(engineStatus("/refused")).isEqualTo(422);
  }

  @Test
  void whoeverIsInterruptedMayAskAgain() throws Exception {
    assertThat(status("/interrupted")).isEqualTo(503);
    assertThat(status("/interrupted-in-the-engine")).isEqualTo(503);
    assertThat(engineStatus("/interrupted")).isEqualTo(503);
    assertThat(engineStatus("/interrupted-in-the-engine")).isEqualTo(503);
  }

  private int status(String path) throws Exception {
    return api.perform(get(path)).andReturn().getResponse().getStatus();
  }

  private int engineStatus(String path) throws Exception {
    var base = URI.create("http://localhost/");
    var request =
        new ContainerRequest(
            base, base.resolve(path), "GET", null, new MapPropertiesDelegate(), null);
    return engine.apply(request, OutputStream.nullOutputStream()).get().getStatus();
  }

  @Path("/")
  @RestController
  public static final class Failing {

    @GET
    @Path("/refused")
    @GetMapping("/refused")
    public String refused() {
      throw new RequestRefused("It has ended", "rollback", "See it.");
    }

    @GET
    @Path("/interrupted")
    @GetMapping("/interrupted")
    public String interrupted() {
      throw Interrupted.during("asking");
    }

    @GET
    @Path("/interrupted-in-the-engine")
    @GetMapping("/interrupted-in-the-engine")
    public String interruptedInTheEngine() {
      throw new ProcessEngineException("A step failed", Interrupted.during("asking"));
    }
  }
}
