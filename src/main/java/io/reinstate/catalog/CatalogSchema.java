package io.reinstate.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ApplyDefaultsStrategy;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.reinstate.catalog.rule.CatalogFile;
import io.reinstate.catalog.rule.CatalogProblem;
import java.util.stream.Stream;

/**
 * {@code catalog.schema.json}: which keys there are, of which type, and what stands for a key that
 * is left out. Editors use the same file.
 */
final class CatalogSchema {

  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(
              CatalogSchema.class.getResourceAsStream("/catalog.schema.json"),
              SchemaValidatorsConfig.builder()
                  .applyDefaultsStrategy(new ApplyDefaultsStrategy(true, false, false))
                  .build());

  Stream<CatalogProblem> check(CatalogFile file) {
    var wording = new SchemaWording(file, schema.getSchemaNode());
    return schema.validate(file.tree()).stream()
        .filter(CatalogSchema::speaksForItself)
        .map(wording::problem);
  }

  /** A copy of a valid tree in which the defaults are written out. */
  ObjectNode complete(ObjectNode valid) {
    var complete = valid.deepCopy();
    schema.walk(complete, false);
    return complete;
  }

  JsonNode document() {
    return schema.getSchemaNode();
  }

  /** The alternatives of a «one of» fail one by one; the «one of» itself says enough. */
  private static boolean speaksForItself(ValidationMessage message) {
    return !message.getEvaluationPath().toString().contains("/oneOf/");
  }
}
