package io.reinstate.process.handover;

import io.reinstate.catalog.application.Application;
import io.reinstate.exchange.Exchanges;
import io.reinstate.process.Acts;
import io.reinstate.process.Variables;
import io.reinstate.release.KnownGood;
import io.reinstate.release.Releases;
import io.reinstate.snapshot.Selection;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Record known good»: the release that is live now proved itself, so the record of known good
 * releases names it; not when an emergency began while it was still watched. The evidence is what
 * the probes said, whether the repository says that this release is live, and whether its files
 * are.
 *
 * <p>A second run finds the entry of the first.
 */
@Component
class RecordKnownGood implements JavaDelegate {

  private final Acts acts;
  private final KnownGood knownGood;
  private final Releases releases;
  private final Exchanges exchanges;

  RecordKnownGood(Acts acts, KnownGood knownGood, Releases releases, Exchanges exchanges) {
    this.acts = acts;
    this.knownGood = knownGood;
    this.releases = releases;
    this.exchanges = exchanges;
  }

  @Override
  public void execute(DelegateExecution execution) {
    if (!acts.isClaimed(execution)) {
      return;
    }
    var record = acts.record(execution);
    var application = acts.application(execution);
    knownGood.record(
        application.id(),
        Variables.REVISION.get(execution),
        record.requester(),
        "It works after " + record.key() + ": " + record.reason().orElse("no reason given"),
        Variables.HEALTH.find(execution).orElse("No probe was asked.")
            + revision(application, execution)
            + files(application, execution),
        record.key());
  }

  private String revision(Application application, DelegateExecution execution) {
    var change = releases.change(application, Variables.REVISION.get(execution));
    return change.to().live()
        ? " The repository says that it is live."
        : " The repository does not say that it is live.";
  }

  private String files(Application application, DelegateExecution execution) {
    var target = Variables.TARGET.get(execution);
    var difference = exchanges.compare(application, target, Selection.everything());
    return difference.isEmpty()
        ? " Every file is as the release has it."
        : " " + difference.files() + " files are not as the release has them.";
  }
}
