package io.reinstate.web.cockpit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reinstate.process.record.RollbackHistories;
import io.reinstate.process.record.StartedRunbooks;
import io.reinstate.web.Beans;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginResource;

/** Serves the Rollbacks page of Cockpit, to people who are logged in there. */
@Produces(MediaType.APPLICATION_JSON)
public class RollbacksResource extends AbstractCockpitPluginResource {

  private static final int LARGEST_PAGE = 200;

  private final ServletContext servlet;

  RollbacksResource(String engine, ServletContext servlet) {
    super(engine);
    this.servlet = servlet;
  }

  @GET
  public String list(
      @QueryParam("first") @DefaultValue("0") int first,
      @QueryParam("most") @DefaultValue("50") int most) {
    return json(
        bean(StartedRunbooks.class)
            .list(Math.max(0, first), Math.min(LARGEST_PAGE, Math.max(1, most))));
  }

  @GET
  @Path("/{key}")
  public String one(@PathParam("key") String key) {
    return json(bean(RollbackHistories.class).of(key));
  }

  private String json(Object value) {
    try {
      return bean(ObjectMapper.class).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A record can always be written", e);
    }
  }

  private <T> T bean(Class<T> type) {
    return Beans.of(servlet, type);
  }
}
