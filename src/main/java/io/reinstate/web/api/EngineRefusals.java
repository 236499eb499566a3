package io.reinstate.web.api;

import io.reinstate.ReinstateException;
import io.reinstate.host.Interrupted;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.rest.dto.ExceptionDto;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.glassfish.jersey.internal.spi.ForcedAutoDiscoverable;
import org.glassfish.jersey.spi.ExtendedExceptionMapper;

/**
 * Turns what a step refuses in the request of a person into an answer of the engine's REST API:
 * Tasklist shows its message, and the log is not filled with what is no fault. Everything else is
 * left to Camunda.
 *
 * <p>Found by Jersey through {@code META-INF/services}, for the REST API and the webapps alike.
 */
public final class EngineRefusals implements ForcedAutoDiscoverable {

  @Override
  public void configure(FeatureContext context) {
    context.register(Bare.class);
    context.register(Unfinished.class);
    context.register(WrappedByTheEngine.class);
    context.register(WrappedByItsApi.class);
  }

  private abstract static class Mapper<T extends RuntimeException>
      implements ExtendedExceptionMapper<T> {

    @Override
    public boolean isMappable(T failure) {
      return Refusals.in(failure).isPresent();
    }

    @Override
    public Response toResponse(T failure) {
      var refusal = Refusals.in(failure).orElseThrow();
      var body = new ExceptionDto();
      body.setType(refusal.getClass().getSimpleName());
      body.setMessage(refusal.getMessage());
      return Response.status(Refusals.engineStatus(refusal).value())
          .entity(body)
          .type(MediaType.APPLICATION_JSON_TYPE)
          .build();
    }
  }

  /** As a step threw it. */
  @Priority(1)
  public static final class Bare extends Mapper<ReinstateException> {}

  /** As a step throws it when Reinstate stops. */
  @Priority(1)
  public static final class Unfinished extends Mapper<Interrupted> {}

  /** As the engine passes it on in some commands. */
  @Priority(1)
  public static final class WrappedByTheEngine extends Mapper<ProcessEngineException> {}

  /** As its REST API passes it on in some calls. */
  @Priority(1)
  public static final class WrappedByItsApi extends Mapper<RestException> {}
}
