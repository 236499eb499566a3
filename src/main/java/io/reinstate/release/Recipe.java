package io.reinstate.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.ReleasesSpec;
import io.reinstate.storage.Json;
import io.reinstate.storage.Sha256;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a release is built, as a number: a change in the catalog asks for a new build. */
final class Recipe {

  private Recipe() {}

  /** SHA-256 of commands, variables, references to secrets, artifacts, managed files and data. */
  static String of(Application application, ReleasesSpec spec) {
    var ingredients =
        List.of(
            spec.build().stream().map(Recipe::command).toList(),
            spec.artifacts(),
            application.files(),
            application.data());
    try {
      return Sha256.of(
          Json.MAPPER
              .writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
              .writeValueAsBytes(ingredients));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a release that is kept in the home directory it is where the link has to lead. */
  static String ofLink(String target) {
    return Sha256.of(("link to " + target).getBytes(StandardCharsets.UTF_8));
  }

  private static List<Object> command(CommandSpec command) {
    return List.of(command.run(), command.environment(), command.secrets());
  }
}
