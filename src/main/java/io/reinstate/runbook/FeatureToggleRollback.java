package io.reinstate.runbook;

import io.reinstate.catalog.application.Application;
import io.reinstate.rollback.Choices;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import java.util.List;
import org.springframework.stereotype.Component;

/** Toggles are switched off, or go back to what a snapshot recorded. */
@Component
public final class FeatureToggleRollback extends Runbook {

  public FeatureToggleRollback() {
    super(
        "feature-toggle-rollback",
        Inputs.TOGGLES,
        Inputs.TARGET.from(Choices.SNAPSHOTS_WITH_TOGGLES));
  }

  @Override
  public Subject subject(Given given) {
    return new Subject.Switches(given.find(Inputs.TOGGLES).orElse(List.of()));
  }

  @Override
  public void plan(PlanDraft draft) {
    draft.setBack(((Subject.Switches) draft.subject()).ids());
  }

  @Override
  public boolean setsToggles() {
    return true;
  }

  @Override
  public List<String> lacks(Application application) {
    return application.toggles().isEmpty() ? List.of("no toggles in its catalog") : List.of();
  }
}
