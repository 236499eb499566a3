package io.reinstate.cli;

import io.reinstate.catalog.application.ServiceId;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import io.reinstate.health.Verdict;
import io.reinstate.service.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts services. */
@Command(
    name = "start",
    description =
        "Stops the minimal server and starts every service and asks the probes, or starts one service.")
final class Start extends CliCommand {

  @Parameters(index = "0", paramLabel = "APP", description = "The application.")
  private String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "Only this one; all when left out.")
  private String service;

  @Override
  public Integer call() throws Exception {
    var application = application(name);
    var services = get(Services.class);
    if (service != null) {
      var one = new ServiceId(service);
      application.service(one);
      return noted(
          application,
          "start " + name + " " + service,
          "",
          () -> {
            steps().run("Start " + one, () -> services.start(application, one));
            return DONE;
          });
    }
    return noted(
        application,
        "start " + name,
        "",
        () -> {
          steps()
              .run(
                  "Start services",
                  () -> {
                    services.stopMinimal(application);
                    services.startAll(application);
                  });
          var report = get(HealthChecks.class).await(application, HealthScope.application());
          out().println(report.sentence());
          return report.verdict() == Verdict.UNHEALTHY ? FAILED : DONE;
        });
  }
}
