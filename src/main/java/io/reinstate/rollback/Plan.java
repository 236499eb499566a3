package io.reinstate.rollback;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.snapshot.Selection;
import io.reinstate.tree.Difference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a runbook would do, computed before anything is touched. Its target is pinned: what is
 * approved is what runs.
 *
 * @param runbook the runbook it is for
 * @param application what is rolled back
 * @param subject what of it
 * @param target what it goes back to; empty where there is no usable stable snapshot and the
 *     minimal server would start
 * @param changes what would change in the live tree
 * @param acts what would be done besides
 * @param restarts services that would be stopped and started, in the order they stop
 * @param data what customers wrote since the target was taken; it stays
 * @param expected how long such a rollback took before, from decision to end; empty before the
 *     first one
 * @param warnings what the reader must know, a sentence each
 * @param created when it was made, UTC
 */
public record Plan(
    Runbook runbook,
    ApplicationId application,
    Subject subject,
    Optional<Target> target,
    Difference changes,
    List<PlannedAct> acts,
    List<ServiceId> restarts,
    DataSince data,
    Optional<Duration> expected,
    List<String> warnings,
    Instant created) {

  /** Whether it is about files, or a database that is restored like them. */
  @JsonIgnore
  public boolean isAboutFiles() {
    return subject instanceof FileSet;
  }

  /** Which files it is about, of a plan that is about files. */
  @JsonIgnore
  public FileSet files() {
    return (FileSet) subject;
  }

  /**
   * Those that are exchanged as its target has them: not what its target lacks and a build makes.
   */
  public Selection selection(Application application) {
    var built =
        acts(PlannedAct.BuildArtifacts.class).stream()
            .flatMap(act -> act.missing().stream())
            .toList();
    return selection(files(), application, built);
  }

  public static Selection selection(FileSet files, Application application, List<String> built) {
    return built.isEmpty() ? files.selection(application) : Selection.everythingBut(built);
  }

  /** What of that kind it would do besides exchanging files. */
  public <T extends PlannedAct> List<T> acts(Class<T> kind) {
    return acts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** How to tell that what stands in for the toggles which it switches off is really active. */
  public List<ProbeSpec> fallback(Application application) {
    return acts(PlannedAct.SetToggle.class).stream()
        .filter(planned -> planned.to().equals(application.toggle(planned.toggle()).off()))
        .flatMap(planned -> application.toggle(planned.toggle()).fallback().stream())
        .toList();
  }

  /** Services that would take up the changed files by a reload; then none restarts. */
  @JsonIgnore
  public List<ServiceId> reloads() {
    return acts(PlannedAct.ReloadServices.class).stream()
        .flatMap(act -> act.services().stream())
        .toList();
  }

  /** Whether all services would be started in place of the minimal server. */
  @JsonIgnore
  public boolean replacesMinimalServer() {
    return !acts(PlannedAct.ReplaceMinimalServer.class).isEmpty();
  }

  /** The same plan without the acts that would replace what customers wrote. */
  public Plan keepingData() {
    return new Plan(
        runbook,
        application,
        subject,
        target,
        changes,
        acts.stream().filter(act -> !act.replacesData()).toList(),
        restarts,
        data,
        expected,
        warnings,
        created);
  }

  /** Whether it would do anything with databases. */
  @JsonIgnore
  public boolean changesData() {
    return acts.stream().anyMatch(PlannedAct::changesData);
  }

  /** Whether it would replace what customers wrote. */
  @JsonIgnore
  public boolean replacesData() {
    return acts.stream().anyMatch(PlannedAct::replacesData);
  }

  /**
   * Whether whoever approves it may leave the data as it is. A rollback of a database is nothing
   * without it, nor is a full restore of which only the data differs.
   */
  @JsonIgnore
  public boolean mayKeepData() {
    return replacesData()
        && subject.database().isEmpty()
        && !(changes.isEmpty() && keepingData().acts().isEmpty());
  }

  /** The target of a plan that has one. */
  @JsonIgnore
  public Target requiredTarget() {
    return target.orElseThrow(
        () ->
            new RequestRefused(
                "There is no usable stable snapshot",
                application.value(),
                "Take one and mark it stable, or name a snapshot."));
  }
}
