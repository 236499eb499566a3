package io.reinstate.web.cockpit;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginRootResource;
import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The plugin that brings the Rollbacks page to Cockpit, whose free edition shows running instances
 * only. Found by Camunda's service loader; {@code plugin-webapp/reinstate/app/plugin.js} says where
 * it hangs, {@code pages} beside it what it shows, {@code parts} of what these are made.
 */
public class CockpitRollbacks extends AbstractCockpitPlugin {

  static final String ID = "reinstate";

  private static final String FILES = "plugin-webapp/" + ID + "/";

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

    private static final List<String> ASSETS = assets();

    @Context private ServletContext servlet;

    public Root() {
      super(ID);
    }

    /** The files that come with this plugin, and no others. */
    @Override
    protected List<String> getAllowedAssets() {
      return ASSETS;
    }

    private static List<String> assets() {
      try {
        var files =
            new PathMatchingResourcePatternResolver(Root.class.getClassLoader())
                .getResources("classpath:" + FILES + "app/**/*.*");
        var assets = new ArrayList<String>();
        for (var file : files) {
          var address = file.getURL().toString();
          assets.add(address.substring(address.lastIndexOf(FILES) + FILES.length()));
        }
        return List.copyOf(assets);
      } catch (IOException e) {
        throw new UncheckedIOException("The files of the page Rollbacks cannot be listed", e);
      }
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
