package io.reinstate.web.tasklist;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.camunda.bpm.tasklist.resource.AbstractTasklistPluginResource;

/** Serves a start form to Tasklist, to people who are logged in. */
@Produces(MediaType.APPLICATION_JSON)
public class StartFormResource extends AbstractTasklistPluginResource {

  private final StartForms forms;

  StartFormResource(String engine, StartForms forms) {
    super(engine);
    this.forms = forms;
  }

  @GET
  @Path("/{form}")
  public String form(@PathParam("form") String form) {
    return forms
        .form(form)
        .orElseThrow(() -> new NotFoundException("There is no start form " + form));
  }
}
