package io.reinstate.cli;

import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a snapshot. */
@Command(name = "take", description = "Takes a snapshot of the managed files as they are now.")
final class Take extends CliCommand {

  @Parameters(index = "0", paramLabel = "APP", description = "The application.")
  private String name;

  @Parameters(
      index = "1",
      paramLabel = "LABEL",
      description = "What it is called: lower-case letters, digits, hyphens.")
  private String label;

  @Override
  public Integer call() throws Exception {
    var application = application(name);
    var checked = new SnapshotLabel(label);
    return noted(
        application,
        "take " + name + " " + label,
        "",
        () -> {
          var snapshot =
              steps().get("Take snapshot", () -> get(Snapshots.class).take(application, checked));
          out().println(snapshot.id());
          snapshot.warnings().forEach(this::warn);
          return DONE;
        });
  }
}
