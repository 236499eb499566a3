package io.reinstate.cli;

import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.store.Snapshots;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks whether a snapshot still is what was written. */
@Command(
    name = "verify",
    description =
        "Unpacks every file of a snapshot and compares its SHA-256, and that of every dump; status 1 when damaged.")
final class Verify extends CliCommand {

  @Parameters(paramLabel = "SNAPSHOT", description = "Its name, as «snapshots» lists it.")
  private String name;

  @Override
  public Integer call() {
    var snapshots = get(Snapshots.class);
    var id = SnapshotId.parse(name);
    var found = snapshots.verifyDeeply(id);
    if (found.intact()) {
      out()
          .println(
              name
                  + " is intact: "
                  + found.length()
                  + " bytes in "
                  + found.frames()
                  + " frames; "
                  + Text.databases(snapshots.find(id))
                  + ".");
      return DONE;
    }
    found.problems().forEach(problem -> warn(name + " is damaged: " + problem));
    return FAILED;
  }
}
