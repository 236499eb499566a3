package io.reinstate.web.cockpit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reinstate.catalog.Catalog;
import io.reinstate.web.Beans;
import io.reinstate.web.api.CatalogView;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginResource;

/** Tells the Rollbacks page of Cockpit what is wrong with the catalog. */
@Produces(MediaType.APPLICATION_JSON)
public class CatalogResource extends AbstractCockpitPluginResource {

  private final ServletContext servlet;

  CatalogResource(String engine, ServletContext servlet) {
    super(engine);
    this.servlet = servlet;
  }

  @GET
  public String now() {
    try {
      return Beans.of(servlet, ObjectMapper.class)
          .writeValueAsString(CatalogView.of(Beans.of(servlet, Catalog.class)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A catalog can always be told", e);
    }
  }
}
