package io.reinstate.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reinstate.catalog.Application;
import io.reinstate.catalog.CommandSpec;
import io.reinstate.catalog.ReleasesSpec;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
      var sum = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sum.digest(Json.MAPPER.writeValueAsBytes(ingredients)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static List<Object> command(CommandSpec command) {
    return List.of(command.run(), command.environment(), command.secrets());
  }
}
