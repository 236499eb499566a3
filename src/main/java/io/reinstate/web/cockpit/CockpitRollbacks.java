package io.reinstate.web.cockpit;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.Set;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginRootResource;
import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;

/**
 * The plugin that brings the Rollbacks page to Cockpit, whose free edition shows running instances
 * only. Found by Camunda's service loader; its page is {@code
 * plugin-webapp/reinstate/app/plugin.js}.
 */
public class CockpitRollbacks extends AbstractCockpitPlugin {

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
  public static class Root extends AbstractCockpitPluginRootResource {

    @Context private ServletContext servlet;

    public Root() {
      super(ID);
    }

    @Path("{engineName}/rollbacks")
    public RollbacksResource rollbacks(@PathParam("engineName") String engine) {
      return subResource(new RollbacksResource(engine, servlet), engine);
    }

    @Path("{engineName}/catalog")
    public CatalogResource catalog(@PathParam("engineName") String engine) {
      return subResource(new CatalogResource(engine, servlet), engine);
    }
  }
}
