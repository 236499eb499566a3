package io.reinstate.cli;

import io.reinstate.backup.Restoration;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts a copy in the place of Reinstate's own database. */
@Command(
    name = "restore-database",
    description = {
      "Checks a backup and puts it in the place of Reinstate's H2 database, while the server is away.",
      "What was there is kept beside it."
    })
final class RestoreDatabase extends CliCommand {

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    return noted(
        "restore-database " + file,
        "",
        () -> {
          var restored = get(Restoration.class).restore(file);
          out()
              .println(
                  restored.file()
                      + " is "
                      + file
                      + " now; acts in its record: "
                      + restored.acts()
                      + ".");
          restored
              .aside()
              .ifPresent(aside -> out().println("What was there is kept as " + aside + "."));
          out()
              .println(
                  "Start Reinstate. What waited for somebody then, waits again; see Rollbacks in Cockpit.");
          return DONE;
        });
  }
}
