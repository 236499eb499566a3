package io.reinstate.cli;

import io.reinstate.catalog.CatalogCheck;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks the catalog, as a pipeline does before it hands it out. */
@Command(
    name = "check",
    description = {
      "Checks files of the catalog without a server: every problem with its file, line and place.",
      "Exit status 1 when there is one."
    })
final class Check extends CliCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files or directories; the configured directory when left out.")
  private List<Path> paths = List.of();

  @Option(
      names = "--offline",
      description =
          "Let pass what this machine lacks: home directories, users, secrets, repositories,"
              + " programs. For machines where the applications do not run.")
  private boolean offline;

  @Override
  public Integer call() {
    var found = get(CatalogCheck.class).check(paths, offline);
    found.warnings().forEach(warning -> warn("warning: " + warning));
    found.problems().forEach(problem -> warn(problem.toString()));
    if (!found.problems().isEmpty()) {
      warn(
          Text.counted(found.problems().size(), "problem")
              + " in "
              + Text.counted(found.files(), "file"));
      return FAILED;
    }
    out().println(Text.counted(found.files(), "file") + ": all right");
    return DONE;
  }
}
