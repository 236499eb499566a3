package io.reinstate.runbook;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ComponentSpec;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Subject;
import io.reinstate.rollback.WayBack;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** A component goes back by the first of its options that helps. */
@Component
public final class ComponentRollback extends Runbook {

  public ComponentRollback() {
    super("component-rollback", Inputs.COMPONENT, Inputs.REVISION);
  }

  @Override
  public Subject subject(Given given) {
    return given
        .find(Inputs.OPTION)
        .<Subject>map(way -> way)
        .orElseGet(() -> new Subject.OneComponent(given.get(Inputs.COMPONENT)));
  }

  @Override
  public RollbackRequest settle(RollbackRequest request, Application application) {
    return request.subject() instanceof Subject.OneComponent one
        ? request.about(WayBack.all(one.id(), application).get(0))
        : request;
  }

  @Override
  public void plan(PlanDraft draft) {
    var way = (WayBack) draft.subject();
    draft.introduce(describe(way, draft.application()));
    if (way instanceof WayBack.ByToggle toggle) {
      draft.switchOff(List.of(toggle.toggle(draft.application())));
    } else {
      draft.restoreFiles();
      draft.installDependencies();
    }
  }

  @Override
  public boolean setsToggles() {
    return true;
  }

  @Override
  public List<String> lacks(Application application) {
    return application.components().isEmpty() ? List.of("no components in its catalog") : List.of();
  }

  /** Which option of how many it is, and what comes next when it does not help. */
  private static String describe(WayBack way, Application application) {
    var component = application.component(way.id());
    var next =
        WayBack.all(way.id(), application).stream()
            .filter(other -> other.option() > way.option())
            .map(other -> other.option() + ". " + words(other.in(application), application))
            .collect(Collectors.joining(", "));
    return "Option "
        + way.option()
        + " of "
        + component.options().size()
        + " for "
        + component.title()
        + ": "
        + words(way.in(application), application)
        + ". If it does not help it is undone, and "
        + (next.isEmpty() ? "a person is called." : "next comes " + next + ".");
  }

  private static String words(ComponentSpec.Option option, Application application) {
    if (option instanceof ComponentSpec.ByToggle by) {
      return "toggle " + application.toggle(by.toggle()).title() + " off";
    }
    return option instanceof ComponentSpec.FromRelease ? "its files from git" : "its files removed";
  }
}
