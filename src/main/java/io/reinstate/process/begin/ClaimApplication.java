package io.reinstate.process.begin;

import io.reinstate.catalog.Description;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.engine.LoggedIn;
import io.reinstate.engine.Variable;
import io.reinstate.process.Acts;
import io.reinstate.process.Subjects;
import io.reinstate.process.Variables;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.RollbackNotFound;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.Runbooks;
import io.reinstate.rollback.plan.SharedDatabases;
import io.reinstate.rollback.plan.WantedReleases;
import io.reinstate.rollback.record.Act;
import io.reinstate.rollback.record.Descriptions;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * «Claim application»: opens the record, gives the instance its readable key, and refuses a second
 * act on the same application; an emergency ends one that is done and only watched. A revision that
 * was named is looked for before. It runs in the transaction of the start, so that a refusal is
 * seen where the start was pressed.
 *
 * <p>A second run, and a run in a called process, finds the claim of the first.
 */
@Component
class ClaimApplication implements JavaDelegate {

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private final Descriptions descriptions;
  private final SharedDatabases shared;
  private final Rollbacks rollbacks;
  private final DoneRollbacks done;
  private final WantedReleases wantedReleases;
  private final Runbooks runbooks;
  private final Subjects subjects;
  private final Clock clock;

  ClaimApplication(
      Descriptions descriptions,
      SharedDatabases shared,
      Rollbacks rollbacks,
      DoneRollbacks done,
      WantedReleases wantedReleases,
      Runbooks runbooks,
      Subjects subjects,
      Clock clock) {
    this.runbooks = runbooks;
    this.subjects = subjects;
    this.wantedReleases = wantedReleases;
    this.shared = shared;
    this.done = done;
    this.clock = clock;
    this.descriptions = descriptions;
    this.rollbacks = rollbacks;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var instance = Acts.instance(execution);
    var isStart = execution.getProcessInstanceId().equals(instance);
    if (isStart) {
      checkInput(execution);
    }
    var application = Variables.APPLICATION.get(execution);
    var description = description(execution, application);
    var subject = subjects.name(execution);
    if (isStart) {
      description.ifPresent(each -> pinRevision(execution, each.application()));
    }
    var gaveWay =
        mayInterrupt(execution) ? done.giveWay(application) : Optional.<RollbackRecord>empty();
    var record =
        rollbacks.open(
            new Act(
                instance,
                Subjects.process(execution),
                application,
                requester(execution),
                subject,
                Variables.TARGET.find(execution).map(Object::toString),
                Variables.REASON.find(execution)),
            description.map(each -> alongside(execution, each.application())).orElse(Set.of()));
    description.ifPresent(each -> descriptions.keep(instance, each));
    gaveWay.ifPresent(act -> done.note(act, record));
    execution.setProcessBusinessKey(record.key());
    Variables.REQUESTER.set(execution, record.requester());
  }

  /**
   * What the steps go by: what the catalog says now, or what the act went by that is undone.
   * Refuses an application that the catalog refuses or does not have, unless it is to be put back.
   */
  private Optional<Description> description(
      DelegateExecution execution, ApplicationId application) {
    var undone =
        Variables.UNDOES
            .find(execution)
            .flatMap(key -> descriptions.kept(rollbacks.find(key).instance()));
    var own = descriptions.kept(Acts.instance(execution));
    return own.or(() -> undone).or(() -> descriptions.now(application));
  }

  /** Whose databases may be changed with the application's own; by what is undone, too. */
  private Set<ApplicationId> alongside(DelegateExecution execution, Application application) {
    var runbook =
        Variables.UNDOES
            .find(execution)
            .map(key -> rollbacks.find(key).runbook())
            .orElseGet(() -> Subjects.process(execution));
    return runbooks
        .find(runbook)
        .map(each -> shared.alongside(each, application, Variables.DATABASE.find(execution)))
        .orElse(Set.of());
  }

  /**
   * Finds the revision that was named before the claim, which others wait for until the start is
   * through: what is not here is fetched, a remote may be silent for long, and an emergency must
   * not wait for it.
   */
  private void pinRevision(DelegateExecution execution, Application application) {
    var revision = Variables.REVISION.find(execution);
    if (revision.isPresent()) {
      var request = Subjects.request(runbooks.of(Subjects.process(execution)), execution, revision);
      Variables.REVISION.set(execution, wantedReleases.find(application, request).commit());
    }
  }

  /** An emergency that somebody started, and means. */
  private boolean mayInterrupt(DelegateExecution execution) {
    return execution.getProcessInstanceId().equals(Acts.instance(execution))
        && runbooks.find(Subjects.process(execution)).filter(Runbook::endsWatches).isPresent()
        && !Variables.DRY_RUN.find(execution).orElse(false);
  }

  private static String requester(DelegateExecution execution) {
    return LoggedIn.user(execution).orElse(LoggedIn.NOBODY);
  }

  /**
   * What is not asked for is refused, and what is cannot be nonsense: later steps read it without a
   * person in front.
   */
  private void checkInput(DelegateExecution execution) {
    var process = Subjects.process(execution);
    var startable =
        runbooks
            .startable(process)
            .orElseThrow(() -> RollbackNotFound.runbook(process, "none of that name"));
    var names = startable.inputNames();
    var foreign = new TreeSet<>(execution.getVariableNames());
    names.forEach(foreign::remove);
    if (!foreign.isEmpty()) {
      throw new RequestRefused(
          "A start cannot set " + String.join(", ", foreign),
          "start variables",
          "Leave them out; it can set " + String.join(", ", names) + ".");
    }
    startable.inputs().forEach(input -> Variable.of(input).find(execution));
    RollbackRequest.requireFitting(runbooks.find(process), Variables.REVISION.find(execution));
    checkMoments(Variables.BROKEN_SINCE.find(execution), Variables.NOTICED.find(execution));
  }

  /** The metrics are made of them. */
  private void checkMoments(Optional<Instant> broken, Optional<Instant> noticed) {
    var latest = clock.instant().plus(CLOCKS_DIFFER);
    if (Stream.of(broken, noticed).flatMap(Optional::stream).anyMatch(latest::isBefore)) {
      throw new RequestRefused(
          "That is in the future", "brokenSince, noticed", "Correct it, or leave it out.");
    }
    if (broken.isPresent() && noticed.filter(broken.get()::isAfter).isPresent()) {
      throw new RequestRefused(
          "It cannot have been noticed before it was broken",
          "brokenSince, noticed",
          "Correct one of them, or leave it out.");
    }
  }
}
