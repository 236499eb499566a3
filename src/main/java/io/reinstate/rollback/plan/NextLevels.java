package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Runbooks;
import io.reinstate.snapshot.store.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Which runbooks go further when one did not help: only those that the application can run. */
@Component
public class NextLevels {

  private final Runbooks runbooks;
  private final Snapshots snapshots;

  NextLevels(Runbooks runbooks, Snapshots snapshots) {
    this.runbooks = runbooks;
    this.snapshots = snapshots;
  }

  /** What to do when that runbook did not help, in a sentence or two for people. */
  public String after(Runbook runbook, Application application) {
    var further = runbook.next().stream().map(runbooks::of).toList();
    if (further.isEmpty()) {
      return "No runbook goes further than this one: call whoever built the application.";
    }
    var possible = further.stream().filter(each -> lacks(each, application).isEmpty()).toList();
    if (possible.isEmpty()) {
      return "No runbook goes further for "
          + application.title()
          + ": "
          + further.stream()
              .map(each -> each.title() + " (" + String.join(", ", lacks(each, application)) + ")")
              .collect(Collectors.joining(", "))
          + ". Mend it by hand, or call whoever built it.";
    }
    return "If that does not help, the next level is: "
        + possible.stream().map(Runbook::title).collect(Collectors.joining(", then "))
        + ".";
  }

  /** What an application lacks for a runbook; empty where it can run. */
  private List<String> lacks(Runbook runbook, Application application) {
    var lacks = new ArrayList<>(runbook.lacks(application));
    if (runbook.needsStableSnapshot()
        && snapshots.list(application.id()).stream().allMatch(each -> each.stable().isEmpty())) {
      lacks.add("no stable snapshot");
    }
    return lacks;
  }
}
