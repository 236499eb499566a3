package io.reinstate.health;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.storage.Durable;
import io.reinstate.storage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The baselines of all applications: {@code baseline.json} beside the snapshots of each. */
final class Baselines {

  private final SnapshotSettings settings;

  Baselines(SnapshotSettings settings) {
    this.settings = settings;
  }

  /** The last one; a file that was damaged by somebody is told. */
  Optional<Baseline> read(ApplicationId application) throws IOException {
    try {
      return Optional.of(
          Json.MAPPER.readValue(Files.readAllBytes(file(application)), Baseline.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void write(ApplicationId application, Baseline baseline) throws IOException {
    Durable.createDirectories(file(application).getParent());
    Durable.write(
        file(application),
        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(baseline));
  }

  private Path file(ApplicationId application) {
    return settings.directory().resolve(application.value()).resolve("baseline.json");
  }
}
