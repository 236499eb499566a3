package io.reinstate.cli;

import io.reinstate.change.ChangeJournal;
import io.reinstate.exchange.OwnRights;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import io.reinstate.service.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells how an application does. */
@Command(
    name = "status",
    description =
        "Shows which services run, what the probes say, and exchanges that have not ended.")
final class Status extends CliCommand {

  @Parameters(paramLabel = "APP", description = "The application.")
  private String name;

  @Override
  public Integer call() {
    var application = application(name);
    var services = get(Services.class);
    for (var service : application.services().keySet()) {
      var status = services.status(application, service);
      out().printf("%-20s %-10s %s%n", service, status.state(), status.reason());
    }
    if (application.minimal().isPresent()) {
      var status = services.minimalStatus(application);
      out().printf("%-20s %-10s %s%n", "(minimal server)", status.state(), status.reason());
    }
    var report = get(HealthChecks.class).check(application, HealthScope.application());
    out().println(report.sentence());
    for (var probe : report.probes()) {
      out().printf("  %-18s %-10s %s%n", probe.name(), probe.verdict(), probe.reason());
    }
    get(OwnRights.class).missing(application).forEach(text -> out().println("Warning: " + text));
    var live = get(ChangeJournal.class).live(application);
    live.forEach(key -> out().println("Not confirmed: " + key));
    if (live.isEmpty()) {
      out().println("Everything is confirmed or put back.");
    }
    return DONE;
  }
}
