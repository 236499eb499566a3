package io.reinstate.rollback.plan;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.rollback.PlannedAct.SetToggle;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Runbooks;
import io.reinstate.rollback.record.Plans;
import io.reinstate.rollback.record.Rollbacks;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.toggle.Toggles;
import io.reinstate.tree.Difference;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells which toggles the files of a plan bring to another value: a file that is restored brings
 * the switches in it along, also one that somebody turned off a moment ago.
 */
@Component
class SwitchesInFiles {

  private final Toggles toggles;
  private final Snapshots snapshots;
  private final Runbooks runbooks;
  private final Plans plans;
  private final Rollbacks rollbacks;

  SwitchesInFiles(
      Toggles toggles, Snapshots snapshots, Runbooks runbooks, Plans plans, Rollbacks rollbacks) {
    this.runbooks = runbooks;
    this.toggles = toggles;
    this.snapshots = snapshots;
    this.plans = plans;
    this.rollbacks = rollbacks;
  }

  /** A sentence or two for each of them. */
  List<String> changed(Application application, SnapshotId target, Difference changes) {
    return application.toggles().entrySet().stream()
        .flatMap(
            toggle ->
                changed(application, toggle.getKey(), toggle.getValue(), target, changes).stream())
        .toList();
  }

  private Optional<String> changed(
      Application application,
      ToggleId id,
      ToggleSpec spec,
      SnapshotId target,
      Difference changes) {
    if (!(spec.how() instanceof ToggleSwitch.InFile file)) {
      return Optional.empty();
    }
    var path = relative(application.home(), file.path());
    if (!changes.changed().contains(path) && !changes.removed().contains(path)) {
      return Optional.empty();
    }
    try {
      var now = toggles.state(application, id).value();
      var then = snapshots.text(target, path).flatMap(text -> toggles.valueIn(file, text));
      return now.equals(then)
          ? Optional.empty()
          : Optional.of(told(application, id, spec, now, then));
    } catch (ReinstateException e) {
      return Optional.of(
          "%s is a switch in %s, which changes; nobody can tell how it would stand: %s"
              .formatted(spec.title(), path, e.getMessage()));
    }
  }

  private String told(
      Application application,
      ToggleId id,
      ToggleSpec spec,
      Optional<String> now,
      Optional<String> then) {
    return "The files bring the switch %s back from «%s» to «%s».%s If it is to stay as it is, set it again afterwards."
        .formatted(
            spec.title(),
            now.orElse("unset"),
            then.orElse("unset"),
            by(application, id, now).orElse(""));
  }

  private List<String> setting() {
    return runbooks.runbooks().stream().filter(Runbook::setsToggles).map(Runbook::id).toList();
  }

  /** Who made it what it is, as far as Reinstate did. */
  private Optional<String> by(Application application, ToggleId id, Optional<String> now) {
    for (var act : rollbacks.done(application.id(), setting())) {
      var set =
          plans.of(act.instance()).stream()
              .flatMap(plan -> plan.acts(SetToggle.class).stream())
              .filter(planned -> planned.toggle().equals(id))
              .findFirst();
      if (set.isPresent()) {
        return set.filter(planned -> Optional.of(planned.to()).equals(now))
            .map(
                planned ->
                    " %s set it so with %s at %s%s."
                        .formatted(
                            act.requester(),
                            act.key(),
                            act.done().orElse(act.started()).truncatedTo(ChronoUnit.SECONDS),
                            act.reason().map(why -> ": «" + why + "»").orElse("")));
      }
    }
    return Optional.empty();
  }

  private static String relative(Path home, Path file) {
    return home.relativize(file).toString();
  }
}
