package io.reinstate.cli;

import io.reinstate.catalog.application.ServiceId;
import io.reinstate.service.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops services. */
@Command(name = "stop", description = "Stops every service and the minimal server, or one service.")
final class Stop extends CliCommand {

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
      application.service(new ServiceId(service));
    }
    return noted(
        application,
        "stop " + name + (service == null ? "" : " " + service),
        "",
        () -> {
          if (service != null) {
            steps()
                .run("Stop " + service, () -> services.stop(application, new ServiceId(service)));
            return DONE;
          }
          steps()
              .run(
                  "Stop services",
                  () -> {
                    services.stopMinimal(application);
                    services.stopAll(application);
                  });
          return DONE;
        });
  }
}
