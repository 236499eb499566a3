package io.reinstate.web.tasklist;

import io.reinstate.web.Beans;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.Set;
import org.camunda.bpm.tasklist.plugin.spi.impl.AbstractTasklistPlugin;
import org.camunda.bpm.tasklist.resource.AbstractTasklistPluginRootResource;

/** The plugin that brings start forms to Tasklist. Found by Camunda's service loader. */
public class TasklistStartForms extends AbstractTasklistPlugin {

  static final String ID = "reinstate";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public Set<Class<?>> getResourceClasses() {
    return Set.of(Root.class);
  }

  /** Where the plugin's resources start. */
  @Path("plugin/" + ID)
  public static class Root extends AbstractTasklistPluginRootResource {

    @Context private ServletContext servlet;

    public Root() {
      super(ID);
    }

    @Path("{engineName}/start-form")
    public StartFormResource forms(@PathParam("engineName") String engine) {
      return subResource(
          new StartFormResource(engine, Beans.of(servlet, StartForms.class)), engine);
    }
  }
}
