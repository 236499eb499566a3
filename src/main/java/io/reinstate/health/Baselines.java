package io.reinstate.health;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The baselines of all applications: {@code baseline.json} beside the snapshots of each. */
final class Baselines {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final SnapshotSettings settings;

  Baselines(SnapshotSettings settings) {
    this.settings = settings;
  }

  /** The last one; a file that was damaged by somebody is told. */
  Optional<Baseline> read(ApplicationId application) throws IOException {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file(application)), Baseline.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void write(ApplicationId application, Baseline baseline) throws IOException {
    Durable.createDirectories(file(application).getParent());
    Durable.write(file(application), JSON.writeValueAsBytes(baseline));
  }

  private Path file(ApplicationId application) {
    return settings.directory().resolve(application.value()).resolve("baseline.json");
  }
}
