package io.reinstate.cli;

import io.reinstate.git.Revision;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.store.Snapshots;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists what can be gone back to. */
@Command(
    name = "snapshots",
    description =
        "Lists snapshots, newest first: name, time (UTC), bytes, files, release, who marked it stable and why, databases with the version of their schema.")
final class ListSnapshots extends CliCommand {

  @Parameters(paramLabel = "APP", description = "The application.")
  private String name;

  @Override
  public Integer call() {
    var application = application(name);
    var snapshots = get(Snapshots.class);
    snapshots.list(application.id()).forEach(this::show);
    snapshots.problems(application.id()).forEach(problem -> warn("Not listed: " + problem));
    return DONE;
  }

  private void show(Snapshot snapshot) {
    out()
        .printf(
            "%s  %s  %d bytes  %d files  %s  %s  %s%n",
            snapshot.id(),
            snapshot.created(),
            snapshot.size(),
            snapshot.files(),
            snapshot.revision().map(Revision::describe).orElse("no release"),
            snapshot
                .stable()
                .map(mark -> "stable (" + mark.by() + ": " + mark.reason() + ")")
                .orElse("not marked stable"),
            Text.databases(snapshot));
  }
}
