package io.reinstate.rollback;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.ColourId;
import io.reinstate.catalog.ToggleId;
import io.reinstate.rollback.PlannedAct.ManualStep;
import io.reinstate.rollback.PlannedAct.SetToggle;
import io.reinstate.rollback.PlannedAct.SwitchTraffic;
import io.reinstate.toggle.Toggles;
import io.reinstate.traffic.Traffic;
import java.util.List;
import org.springframework.stereotype.Component;

/** Works out what would be done besides exchanging files. It reads, and touches nothing. */
@Component
class PlannedActs {

  private final Traffic traffic;
  private final Toggles toggles;

  PlannedActs(Traffic traffic, Toggles toggles) {
    this.traffic = traffic;
    this.toggles = toggles;
  }

  List<PlannedAct> of(Subject subject, Application application, List<String> warnings) {
    if (subject instanceof Subject.OneColour colour) {
      return List.of(traffic(application, colour.id(), warnings));
    }
    if (subject instanceof Subject.Switches switches) {
      return switches.ids().stream().map(toggle -> off(application, toggle, warnings)).toList();
    }
    if (subject instanceof Subject.ByHand) {
      return byHand(application);
    }
    throw new IllegalArgumentException("Nothing but files is planned for " + subject);
  }

  private static List<PlannedAct> byHand(Application application) {
    var steps = application.checklists().manual();
    if (steps.isEmpty()) {
      throw new RequestRefused(
          application.title() + " has no steps for a manual rollback",
          "checklists.manual of " + application.id(),
          "Write them in its catalog, or choose another runbook.");
    }
    return steps.stream()
        .<PlannedAct>map(step -> new ManualStep(step.title(), step.instructions(), step.service()))
        .toList();
  }

  private PlannedAct traffic(Application application, ColourId colour, List<String> warnings) {
    var now = traffic.describe(application);
    var status = now.colours().get(colour);
    if (status == null) {
      application.traffic().orElseThrow().colour(colour);
    }
    if (status.active()) {
      warnings.add(colour + " serves already: nothing would be switched.");
    }
    if (!status.running()) {
      warnings.add(colour + " does not run: it would be started first.");
    }
    if (now.active().isEmpty()) {
      warnings.add(now.reason());
    }
    return new SwitchTraffic(now.active(), colour, status.health().sentence());
  }

  private PlannedAct off(Application application, ToggleId toggle, List<String> warnings) {
    var spec = application.toggle(toggle);
    var state = toggles.state(application, toggle);
    if (state.value().filter(spec.off()::equals).isPresent()) {
      warnings.add(spec.title() + " is off already.");
    }
    return new SetToggle(toggle, spec.title(), state.value(), spec.off());
  }
}
