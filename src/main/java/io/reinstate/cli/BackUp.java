package io.reinstate.cli;

import io.reinstate.backup.Backups;
import io.reinstate.backup.Restoration;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies Reinstate's own database while no server uses it. */
@Command(
    name = "backup",
    description = "Copies Reinstate's H2 database to a file, while the server is away.")
final class BackUp extends CliCommand {

  @Parameters(paramLabel = "FILE", description = "The archive to write.")
  private Path file;

  @Override
  public Integer call() {
    if (get(Restoration.class).isInUse()) {
      throw new NotDone(
          "Reinstate is running and uses the database",
          "the running server",
          "Let it make the backup: POST /api/backup, as an administrator.");
    }
    var backup = get(Backups.class).takeTo(file);
    out().println(backup.file() + ": " + backup.size() + " bytes");
    return DONE;
  }
}
