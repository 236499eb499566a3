package io.reinstate.process.begin;

import io.reinstate.process.Acts;
import io.reinstate.process.Subjects;
import io.reinstate.process.Variables;
import io.reinstate.process.failure.KeptFailures;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.Subject;
import io.reinstate.rollback.WayBack;
import io.reinstate.rollback.plan.Components;
import java.util.ArrayList;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Choose option»: the component's next way back that can be tried at all, in the catalog's order;
 * for files of a release its commit. Where none is left it tells why each did not help. The first
 * time it runs in the transaction of the start, so that a refusal is seen where the start was
 * pressed.
 *
 * <p>A second run chooses the same.
 */
@Component
class ChooseOption implements JavaDelegate {

  private static final int LONGEST_FAILURE = 900;

  private final Acts acts;
  private final Subjects subjects;
  private final Components components;
  private final KeptFailures failures;

  ChooseOption(Acts acts, Subjects subjects, Components components, KeptFailures failures) {
    this.subjects = subjects;
    this.acts = acts;
    this.failures = failures;
    this.components = components;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var last = Variables.OPTION.find(execution);
    var component = Variables.COMPONENT.get(execution);
    var request =
        new RollbackRequest(
            subjects.runbook(execution),
            Variables.APPLICATION.get(execution),
            new Subject.OneComponent(component),
            last.isPresent() ? Optional.empty() : Variables.TARGET.find(execution),
            Variables.REVISION.find(execution));
    var choice =
        components.next(
            acts.application(execution), request, component, last.map(WayBack::option).orElse(0));
    tell(execution, last, choice);
    Variables.RUNBOOK.set(execution, request.runbook().id());
    Variables.DRY_RUN.set(execution, Variables.DRY_RUN.find(execution).orElse(false));
    Variables.TARGET.set(execution, null);
    choice.revision().ifPresent(commit -> Variables.REVISION.set(execution, commit));
    choice.way().ifPresent(way -> Variables.OPTION.set(execution, way));
    Variables.WAY.set(execution, choice.way().map(ChooseOption::kind).orElse(null));
  }

  private void tell(DelegateExecution execution, Optional<WayBack> last, Components.Choice choice) {
    var told = new ArrayList<String>();
    Variables.TRIES.find(execution).ifPresent(told::add);
    last.flatMap(way -> Variables.FAILURE.find(execution).map(why -> failed(way, why)))
        .ifPresent(
            why -> {
              told.add(why);
              failures.optionEnded(execution, "Option " + last.get().option() + " was given up.");
            });
    told.addAll(choice.passedOver());
    var text = told.isEmpty() ? null : String.join("\n\n", told);
    Variables.TRIES.set(execution, text);
    Variables.FAILURE.set(execution, choice.way().isEmpty() ? text : null);
  }

  private static String failed(WayBack way, String why) {
    return "Option "
        + way.option()
        + " did not help. "
        + (why.length() <= LONGEST_FAILURE ? why : why.substring(0, LONGEST_FAILURE - 1) + "…");
  }

  private static String kind(WayBack way) {
    if (way instanceof WayBack.ByToggle) {
      return "toggle";
    }
    return way instanceof WayBack.FromRelease ? "release" : "removal";
  }
}
