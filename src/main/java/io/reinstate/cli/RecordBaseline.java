package io.reinstate.cli;

import io.reinstate.health.HealthChecks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Measures what later verifications compare with. */
@Command(
    name = "baseline",
    description =
        "Measures what probes of the kind «baseline» are about, and keeps it, while the application"
            + " is healthy.")
final class RecordBaseline extends CliCommand {

  @Parameters(paramLabel = "APP", description = "The application.")
  private String name;

  @Override
  public Integer call() {
    var baseline = get(HealthChecks.class).recordBaseline(application(name));
    baseline.values().forEach((what, value) -> out().printf("%s: %.1f%n", what, value));
    out().println("Recorded. Verifications compare with this from now on.");
    return DONE;
  }
}
