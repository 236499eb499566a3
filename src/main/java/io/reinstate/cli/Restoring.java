package io.reinstate.cli;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.change.ChangeJournal;
import io.reinstate.change.Changes;
import io.reinstate.change.Kind;
import io.reinstate.exchange.FileChanges;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import io.reinstate.health.Verdict;
import io.reinstate.host.Interrupted;
import io.reinstate.rollback.Restarts;
import io.reinstate.rollback.Subject;
import io.reinstate.service.Services;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.tree.Difference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the runbooks do between approval and end, without an engine: safety snapshot, stage, stop,
 * exchange, start, verify; then confirm, or put everything back.
 */
final class Restoring {

  private final Services services;
  private final Snapshots snapshots;
  private final FileChanges files;
  private final ChangeJournal journal;
  private final HealthChecks checks;

  Restoring(
      Services services,
      Snapshots snapshots,
      FileChanges files,
      ChangeJournal journal,
      HealthChecks checks) {
    this.services = services;
    this.snapshots = snapshots;
    this.files = files;
    this.journal = journal;
    this.checks = checks;
  }

  /**
   * What is restored, and how.
   *
   * @param module only its files and services; everything when empty
   * @param everyService whether all services are started and asked, whatever the files are of:
   *     while the minimal server stands in, none of them runs
   * @param key names the exchange, and the safety snapshot
   * @param safety whether a safety snapshot is taken first
   * @param unverified whether it is kept when the probes cannot tell
   */
  record Request(
      Application application,
      SnapshotId target,
      Optional<ModuleId> module,
      boolean everyService,
      String key,
      boolean safety,
      boolean unverified) {

    Selection selection() {
      return module.map(Selection::module).orElseGet(Selection::everything);
    }

    HealthScope health() {
      return part().map(HealthScope::module).orElseGet(HealthScope::application);
    }

    List<ServiceId> restarts() {
      return Restarts.of(application, Subject.of(part()));
    }

    private Optional<ModuleId> part() {
      return module.filter(one -> !everyService);
    }
  }

  /**
   * Restores.
   *
   * @throws ReinstateException when it came to nothing; says whether the files were put back
   */
  void run(Request request, Steps steps) {
    refuseOnTopOfAnother(request.application());
    if (request.safety()) {
      var safety =
          steps.get(
              "Take safety snapshot",
              () ->
                  snapshots.take(request.application(), SnapshotLabel.PRE_ROLLBACK, request.key()));
      steps.say("  " + safety.id());
    }
    var changes = changes(request, staged -> steps.say("  " + Text.counted(staged)));
    steps.run("Stage target", changes::stage);
    try {
      cutOver(request, changes, steps);
    } catch (ReinstateException | Interrupted e) {
      steps.say(e.getMessage());
      throw putBack(request, changes, e.getMessage(), steps);
    }
    steps.run("Confirm rollback", changes::confirm);
  }

  private Changes changes(Request request, Consumer<Difference> staged) {
    var change =
        files.planned(
            request.application(),
            Kind.FILES,
            request.key(),
            request::target,
            request.selection(),
            staged);
    return journal.open(request.application(), request.key(), List.of(change));
  }

  private void refuseOnTopOfAnother(Application application) {
    var live = journal.live(application);
    if (!live.isEmpty()) {
      throw new NotDone(
          "Another act has not ended: " + String.join(", ", live),
          "application " + application.id(),
          "Run «put-back " + application.id() + "» first.");
    }
  }

  private void cutOver(Request request, Changes changes, Steps steps) {
    var application = request.application();
    steps.run(
        "Stop services",
        () -> {
          services.stopMinimal(application);
          services.stop(application, request.restarts());
        });
    steps.run("Exchange files", () -> changes.exchange());
    steps.run("Start services", () -> services.start(application, request.restarts()));
    var report = steps.get("Check health", () -> checks.await(application, request.health()));
    steps.say("  " + report.sentence());
    var good =
        report.verdict() == Verdict.HEALTHY
            || report.verdict() == Verdict.UNKNOWN && request.unverified();
    if (!good) {
      throw new NotDone(
          "After the exchange, the application is not as it should be: "
              + report.sentence().replaceAll("\\.$", ""),
          "snapshot " + request.target(),
          report.verdict() == Verdict.UNKNOWN
              ? "No probe can tell: add --unverified to keep the files all the same."
              : "Choose another snapshot.");
    }
  }

  private NotDone putBack(Request request, Changes changes, String why, Steps steps) {
    var application = request.application();
    try {
      steps.run("Stop services", () -> services.stop(application, request.restarts()));
      steps.run("Put previous files back", () -> changes.putBack());
      steps.run("Start services", () -> services.start(application, request.restarts()));
      changes.giveUp();
    } catch (ReinstateException | Interrupted e) {
      throw new NotDone(
          "Nothing was restored, and putting the previous files back failed too: "
              + e.getMessage()
              + " Before that: "
              + why,
          "application " + application.id(),
          "Remove the cause, then run «put-back " + application.id() + "».");
    }
    steps.say("  " + checks.await(application, request.health()).sentence());
    return new NotDone(
        "Nothing was restored; the previous files are back and were started. " + why,
        "application " + application.id(),
        "Try another snapshot, or run «minimal " + application.id() + "».");
  }

  /**
   * Undoes every act that changed something and was neither confirmed nor put back, whatever it
   * changed, and starts the application.
   *
   * @return their keys; empty when there was nothing to put back, and then nothing was touched
   */
  List<String> putBack(Application application, Steps steps) {
    var live = new ArrayList<>(journal.live(application));
    Collections.reverse(live);
    if (!live.isEmpty()) {
      steps.run("Stop services", () -> services.stopAll(application));
      for (var key : live) {
        steps.run("Put back " + key, () -> putBack(application, key, steps));
      }
      steps.run(
          "Start services",
          () -> {
            services.stopMinimal(application);
            services.startAll(application);
          });
      live.forEach(key -> journal.reopen(application, key).ifPresent(Changes::giveUp));
    }
    return live;
  }

  private void putBack(Application application, String key, Steps steps) {
    journal
        .reopen(application, key)
        .ifPresent(changes -> changes.putBack().forEach(stays -> steps.say("  " + stays)));
  }
}
