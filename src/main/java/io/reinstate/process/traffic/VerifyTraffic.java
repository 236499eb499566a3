package io.reinstate.process.traffic;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.health.HealthReport;
import io.reinstate.health.Verdict;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.process.failure.KeptFailures;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.traffic.Traffic;
import io.reinstate.traffic.TrafficStatus;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Verify traffic»: asks through the proxy whether the application works, and the proxy whether it
 * leads where it should. The answer is a value, never an error; a proxy that cannot tell is not
 * healthy. When all is well, the switch is confirmed: cancelled later, it is not switched back.
 *
 * <p>A second run asks again.
 */
@Component
class VerifyTraffic implements JavaDelegate {

  private final Acts acts;
  private final Traffic traffic;
  private final KeptFailures failures;

  VerifyTraffic(Acts acts, Traffic traffic, KeptFailures failures) {
    this.failures = failures;
    this.acts = acts;
    this.traffic = traffic;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var colour = acts.plan(execution).acts(PlannedAct.SwitchTraffic.class).get(0).to();
    var application = acts.application(execution);
    var report = traffic.awaitHealthThroughProxy(application, colour);
    var serving = traffic.describe(application);
    var leads = serving.active().filter(colour::equals).isPresent();
    var verdict = leads ? verdict(application, report) : Verdict.UNHEALTHY;
    if (verdict == Verdict.HEALTHY) {
      acts.changes(execution).confirm();
    }
    Variables.RESTORED.set(execution, verdict == Verdict.HEALTHY);
    Variables.VERDICT.set(execution, verdict.name().toLowerCase(Locale.ROOT));
    Variables.HEALTH.set(execution, report.sentence());
    if (verdict == Verdict.HEALTHY) {
      Variables.FAILURE.set(execution, null);
    } else {
      failures.notHealthy(execution, verdict, told(colour, leads, report, serving));
    }
  }

  /**
   * Without a probe for the way through the proxy, the colour's own health has to do; its services
   * still have to run.
   */
  private static Verdict verdict(Application application, HealthReport report) {
    var noProbe = application.traffic().orElseThrow().health().isEmpty();
    return noProbe && report.verdict() == Verdict.UNKNOWN ? Verdict.HEALTHY : report.verdict();
  }

  private static String told(
      ColourId colour, boolean leads, HealthReport report, TrafficStatus serving) {
    return leads
        ? "Behind the proxy, "
            + (report.verdict() == Verdict.UNKNOWN
                ? "nobody can tell whether " + colour + " works. "
                : colour + " does not work. ")
            + report.sentence()
        : "Nobody can say that the proxy leads to " + colour + ". " + serving.reason();
  }
}
