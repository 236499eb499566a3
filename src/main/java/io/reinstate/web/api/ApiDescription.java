package io.reinstate.web.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Optional;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * What the API's description says of all operations: what the API is, how to log in, and what an
 * operation may be refused with, as {@link Refusals} answers for all of them.
 */
@Component
class ApiDescription implements OpenApiCustomizer {

  private static final String PROBLEM = "Problem";
  private static final String LOGIN = "login";

  /** The first; an incompatible change gets the next. */
  private static final String VERSION = "1";

  @Override
  public void customise(OpenAPI api) {
    api.setInfo(
        new Info()
            .title("Reinstate")
            .description("Plans, starts and follows rollbacks; looks at applications and snapshots")
            .version(VERSION));
    // Springdoc writes the host of the request, which is whatever name led here.
    api.setServers(List.of(new Server().url("/")));
    api.getComponents()
        .addSchemas(PROBLEM, problem())
        .addSecuritySchemes(
            LOGIN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic"));
    api.addSecurityItem(new SecurityRequirement().addList(LOGIN));
    api.getPaths().values().forEach(ApiDescription::describe);
  }

  private static void describe(PathItem path) {
    path.readOperationsMap().forEach(ApiDescription::describe);
  }

  private static void describe(HttpMethod method, Operation operation) {
    operation.getResponses().addApiResponse("401", new ApiResponse().description("No valid login"));
    add(operation, "403", "Your groups may not do this");
    add(operation, "503", "Reinstate is stopping: ask again when it is back");
    if (operation.getRequestBody() != null || takes(operation, "query")) {
      add(operation, "400", "No JSON, a key that nothing takes, or a value of the wrong kind");
    }
    if (takes(operation, "path")) {
      add(operation, "404", "No such application, snapshot, runbook, rollback or task");
      add(operation, "422", "It cannot be met as it stands; the detail says what is missing");
    }
    if (method == HttpMethod.POST) {
      add(
          operation,
          "409",
          "Another act has not ended, the task is claimed or completed, or the database is backed up by its own programs");
    }
  }

  private static boolean takes(Operation operation, String place) {
    return Optional.ofNullable(operation.getParameters()).stream()
        .flatMap(parameters -> parameters.stream())
        .anyMatch(parameter -> place.equals(parameter.getIn()));
  }

  private static void add(Operation operation, String status, String description) {
    var problem = new MediaType().schema(new Schema<>().$ref(PROBLEM));
    var content = new Content().addMediaType("application/problem+json", problem);
    operation
        .getResponses()
        .addApiResponse(status, new ApiResponse().description(description).content(content));
  }

  private static Schema<?> problem() {
    return new ObjectSchema()
        .description("Problem details (RFC 9457)")
        .addProperty("type", new StringSchema().format("uri"))
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty(
            "detail", new StringSchema().description("What happened, where, and what to do next"))
        .addProperty("instance", new StringSchema().format("uri"));
  }
}
