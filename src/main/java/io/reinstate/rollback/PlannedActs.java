package io.reinstate.rollback;

import io.reinstate.catalog.Application;
import io.reinstate.catalog.ColourId;
import io.reinstate.catalog.ToggleId;
import io.reinstate.rollback.PlannedAct.InstallDependencies;
import io.reinstate.rollback.PlannedAct.SetToggle;
import io.reinstate.rollback.PlannedAct.SwitchTraffic;
import io.reinstate.toggle.Toggles;
import io.reinstate.traffic.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Works out what would be done besides exchanging files. It reads, and touches nothing. */
@Component
class PlannedActs {

  private final Traffic traffic;
  private final Toggles toggles;
  private final DataActs data;

  PlannedActs(Traffic traffic, Toggles toggles, DataActs data) {
    this.traffic = traffic;
    this.toggles = toggles;
    this.data = data;
  }

  /** What a plan of files would do besides, in the order in which it is done. */
  List<PlannedAct> besidesFiles(
      RollbackRequest request,
      Application application,
      Optional<Target> target,
      List<String> warnings) {
    var acts = new ArrayList<PlannedAct>();
    if (target.isPresent() && request.subject() instanceof Subject.OnePhase phase) {
      var install = application.phase(phase.id()).install();
      if (!install.isEmpty()) {
        acts.add(InstallDependencies.of(install));
      }
    }
    target.ifPresent(chosen -> acts.addAll(data.of(request, application, chosen, warnings)));
    return acts;
  }

  List<PlannedAct> of(Subject subject, Application application, List<String> warnings) {
    if (subject instanceof Subject.OneColour colour) {
      return List.of(traffic(application, colour.id(), warnings));
    }
    if (subject instanceof Subject.Switches switches) {
      return switches.ids().stream().map(toggle -> off(application, toggle, warnings)).toList();
    }
    throw new IllegalArgumentException("Nothing but files is planned for " + subject);
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
