package io.reinstate.cli;

import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import io.reinstate.health.Verdict;
import io.reinstate.service.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets the minimal server stand in. */
@Command(
    name = "minimal",
    description = "Stops every service and starts the minimal server. «start» ends that.")
final class Minimal extends CliCommand {

  @Parameters(paramLabel = "APP", description = "The application.")
  private String name;

  @Override
  public Integer call() throws Exception {
    var application = application(name);
    var services = get(Services.class);
    if (application.minimal().isEmpty()) {
      throw new NotDone(
          "There is no minimal server",
          "application " + name,
          "Describe one under «minimal» in the application's file.");
    }
    return noted(
        application,
        "minimal " + name,
        "",
        () -> {
          steps().run("Stop services", () -> services.stopAll(application));
          steps().run("Start minimal server", () -> services.startMinimal(application));
          var report = get(HealthChecks.class).await(application, HealthScope.minimal());
          out().println(report.sentence());
          return report.verdict() == Verdict.UNHEALTHY ? FAILED : DONE;
        });
  }
}
