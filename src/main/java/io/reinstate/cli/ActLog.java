package io.reinstate.cli;

import io.reinstate.storage.Durable;
import io.reinstate.storage.PrivatePlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * What was done by command line, a line each, in {@code cli-acts.log}: UTC time, OS user, command,
 * outcome and reason, with tabs between them. The server's record knows nothing of these acts.
 */
final class ActLog {

  private static final String NAME = "cli-acts.log";

  private final Path file;
  private final Clock clock;

  ActLog(CommandLineSettings settings, Clock clock) {
    this.file = settings.data().resolve(NAME);
    this.clock = clock;
  }

  /** Adds a line, on disk when this returns. */
  void note(String command, String outcome, String reason) throws IOException {
    Durable.createDirectories(file.getParent());
    Files.writeString(
        file,
        String.join(
                "\t",
                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                System.getProperty("user.name"),
                oneLine(command),
                oneLine(outcome),
                oneLine(reason))
            + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.SYNC);
    PrivatePlaces.closeFile(file);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
