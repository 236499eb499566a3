package io.reinstate.web.gate;

import io.reinstate.web.Beans;
import io.reinstate.web.Who;
import jakarta.annotation.Priority;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.glassfish.jersey.internal.spi.ForcedAutoDiscoverable;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.uri.UriTemplate;

/**
 * The gate before the engine's REST API and the webapps: what {@link EngineCommands} does not allow
 * to whoever asks is refused.
 *
 * <p>It asks after Jersey has chosen the method that answers, and goes by the templates that led
 * there: however a path is written, it is the command that would be carried out that counts.
 *
 * <p>Found by Jersey through {@code META-INF/services}, for the REST API and the webapps alike.
 */
public final class EngineGate implements ForcedAutoDiscoverable {

  @Override
  public void configure(FeatureContext context) {
    context.register(Gate.class);
  }

  /** Stands behind the choice of the method, and before anything reads the body. */
  @Priority(Priorities.AUTHORIZATION)
  public static final class Gate implements ContainerRequestFilter {

    @Context private ServletContext servlet;

    @Override
    public void filter(ContainerRequestContext request) {
      var uri = (ExtendedUriInfo) request.getUriInfo();
      var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
      var template = template(uri.getMatchedTemplates());
      var person = person();
      var command =
          EngineCommands.ALLOWED
              .find(method, template)
              .orElseThrow(() -> NotAllowed.toAnybody(method + " " + template));
      var account = uri.getPathParameters().getFirst("id");
      if (command.who() != Who.ANYBODY
          && person.filter(who -> command.who().mayAsk(who, account)).isEmpty()) {
        throw NotAllowed.to(person.map(Authentication::getUserId), command.name(), command.who());
      }
      requireKnown(command, uri.getQueryParameters().keySet());
      new EngineBodies(command, Beans.of(servlet, ManagementService.class), person).check(request);
    }

    /** Parameters of the URL say how to change something, too. */
    private static void requireKnown(EngineCommand command, Set<String> parameters) {
      if (command.method().equals("GET")) {
        return;
      }
      for (var parameter : parameters) {
        if (!command.keys().contains("?" + parameter)) {
          throw NotAllowed.content(
              command, "«?%s» is not taken from outside".formatted(parameter), "Leave it out.");
        }
      }
    }

    private Optional<Authentication> person() {
      return Optional.ofNullable(
              Beans.of(servlet, IdentityService.class).getCurrentAuthentication())
          .filter(who -> who.getUserId() != null);
    }

    /** {@code /task/{id}}, whichever engine and whichever entrance. */
    private static String template(List<UriTemplate> matched) {
      var parts = new ArrayList<>(matched);
      Collections.reverse(parts);
      return parts.stream()
          .map(UriTemplate::getTemplate)
          .collect(Collectors.joining("/", "/", ""))
          .replaceAll("/+", "/")
          .replaceFirst("^/engine/\\{name}(?=/)", "")
          .replaceFirst("(?<=.)/$", "");
    }
  }
}
