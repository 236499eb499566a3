package io.reinstate.web.api;

import io.reinstate.rollback.Input;
import io.reinstate.rollback.Runbooks;
import io.reinstate.rollback.Startable;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.List;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** What the API's description says of runbooks: which there are, and what each of them takes. */
@Component
class RunbookSchemas implements OpenApiCustomizer {

  private static final String PLAN = "/api/runbooks/{runbook}/plan";
  private static final String START = "/api/runbooks/{runbook}/start";

  private final Runbooks runbooks;

  RunbookSchemas(Runbooks runbooks) {
    this.runbooks = runbooks;
  }

  @Override
  public void customise(OpenAPI api) {
    offered().forEach(each -> api.getComponents().addSchemas(each.id(), schema(each)));
    describe(api.getPaths().get(PLAN), runbooks.runbooks());
    describe(api.getPaths().get(START), offered().toList());
  }

  private Stream<Startable> offered() {
    return runbooks.all().stream().filter(Startable::isOffered);
  }

  private static void describe(PathItem path, List<? extends Startable> taken) {
    path.readOperations().forEach(operation -> describe(operation, taken));
  }

  private static void describe(Operation operation, List<? extends Startable> taken) {
    var ids = taken.stream().map(Startable::id).toList();
    operation.getParameters().forEach(parameter -> name(parameter, ids));
    var oneOf = new Schema<>();
    ids.forEach(id -> oneOf.addOneOfItem(new Schema<>().$ref(id)));
    content(operation.getRequestBody(), oneOf);
  }

  private static void name(Parameter parameter, List<String> ids) {
    parameter.setSchema(new StringSchema()._enum(ids));
  }

  private static void content(RequestBody body, Schema<?> schema) {
    body.getContent().values().forEach(type -> type.setSchema(schema));
  }

  private static Schema<?> schema(Startable startable) {
    var schema = new ObjectSchema();
    startable.inputs().forEach(input -> schema.addProperty(input.name(), schema(input)));
    schema.setAdditionalProperties(false);
    return schema;
  }

  private static Schema<?> schema(Input<?> input) {
    var schema =
        switch (input.kind()) {
          case TEXT -> new StringSchema();
          case FLAG -> new BooleanSchema();
          case LIST -> new ArraySchema().items(new StringSchema());
        };
    return schema.description(input.about());
  }
}
