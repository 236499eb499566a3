package io.reinstate.cli;

import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import io.reinstate.health.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Undoes what was cut off. */
@Command(
    name = "put-back",
    description =
        "Undoes everything that an act changed and did not confirm, whoever began it: files, databases, toggles, traffic. Then starts the services.")
final class PutBack extends CliCommand {

  @Parameters(paramLabel = "APP", description = "The application.")
  private String name;

  @Override
  public Integer call() throws Exception {
    var application = application(name);
    return noted(
        application,
        "put-back " + name,
        "",
        () -> {
          if (get(Restoring.class).putBack(application, steps()).isEmpty()) {
            out().println("There was nothing to put back, and nothing was touched.");
            return DONE;
          }
          var report = get(HealthChecks.class).await(application, HealthScope.application());
          out().println("What was changed is as before. " + report.sentence());
          return report.verdict() == Verdict.UNHEALTHY ? FAILED : DONE;
        });
  }
}
