package io.reinstate.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.storage.Durable;
import io.reinstate.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long commands took in a home directory, in the application's work directory in {@code
 * times/}: a file for each list of commands, named after its SHA-256, with an ISO 8601 duration in
 * it.
 */
record CommandTimes(Path directory) {

  static CommandTimes of(Application application) {
    return new CommandTimes(application.workDirectory().resolve("times"));
  }

  void keep(List<CommandSpec> commands, Duration time) throws IOException {
    Durable.createDirectories(directory);
    Durable.write(file(commands), time.toString().getBytes(UTF_8));
  }

  /** The last time; empty where none is kept, or none that can be read. */
  Optional<Duration> last(List<CommandSpec> commands) {
    try {
      var file = file(commands);
      return Files.exists(file)
          ? Optional.of(Duration.parse(Files.readString(file)))
          : Optional.empty();
    } catch (IOException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private Path file(List<CommandSpec> commands) {
    var lines = commands.stream().map(CommandSpec::line).collect(Collectors.joining("\n"));
    return directory.resolve(Sha256.of(lines));
  }
}
