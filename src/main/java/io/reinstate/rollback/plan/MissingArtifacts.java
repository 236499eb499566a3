package io.reinstate.rollback.plan;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.exchange.Exchanges;
import io.reinstate.release.Builds;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.PlannedAct.BuildArtifacts;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.store.Snapshots;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What a build makes and a snapshot lacks: found when a restore is planned, built beside the live
 * tree when it is approved, and exchanged apart from all other files, forth and back. Without a
 * {@link BuildArtifacts} in the plan nothing is done.
 */
@Component
public class MissingArtifacts {

  private final Snapshots snapshots;
  private final Exchanges exchanges;
  private final Builds builds;

  MissingArtifacts(Snapshots snapshots, Exchanges exchanges, Builds builds) {
    this.snapshots = snapshots;
    this.exchanges = exchanges;
    this.builds = builds;
  }

  /** What a restore to that snapshot would have to build. */
  Optional<BuildArtifacts> of(Application application, Snapshot target, List<String> warnings) {
    if (application.releases().isEmpty()) {
      return Optional.empty();
    }
    var spec = application.releases().get();
    var missing = snapshots.unmatched(target.id(), spec.artifacts());
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    if (target.revision().isEmpty() || spec.build().isEmpty()) {
      warnings.add(
          "The snapshot lacks %s, and %s: build it by hand afterwards."
              .formatted(
                  String.join(", ", missing),
                  spec.build().isEmpty()
                      ? "the catalog does not say how it is built"
                      : "nobody knows which commit it was taken at"));
      return Optional.empty();
    }
    return Optional.of(BuildArtifacts.of(missing, spec.build()));
  }

  /**
   * Builds what the target lacks. Nothing live is touched. A second run finds what the first built.
   *
   * @param key of the exchange of the plan's files
   * @throws RequestRefused when the catalog has other commands than the plan
   * @throws ReinstateException when it cannot be built
   */
  public void build(Application application, Plan plan, String key) {
    for (var act : plan.acts(BuildArtifacts.class)) {
      if (application
          .releases()
          .map(spec -> BuildArtifacts.of(act.missing(), spec.build()))
          .filter(act::equals)
          .isEmpty()) {
        throw new RequestRefused(
            "The catalog has other build commands than the plan that was approved",
            application.id().value(),
            "Start the rollback again.");
      }
      builds.complete(application, plan.requiredTarget().snapshot(), key(key));
    }
  }

  /** Stages what was built. */
  public void stage(Application application, Plan plan, String key) {
    for (var act : plan.acts(BuildArtifacts.class)) {
      var artifacts = new FilePatterns(act.missing(), List.of());
      exchanges.stage(
          application,
          built(application, plan),
          Selection.files("artifacts", List.of(artifacts)),
          key(key));
    }
  }

  private SnapshotId built(Application application, Plan plan) {
    var target = plan.requiredTarget().snapshot();
    return builds
        .completed(application, target)
        .orElseThrow(
            () ->
                new RequestRefused(
                    "What the snapshot lacks was not built, or its build is damaged",
                    target.toString(),
                    "Start the rollback again."));
  }

  /** Exchanges what was staged. A second run finishes the first. */
  public void exchange(Application application, Plan plan, String key) {
    if (isPlanned(plan)) {
      exchanges.exchange(application, key(key));
    }
  }

  /** Puts back what was exchanged. A second run does nothing. */
  public void revert(Application application, Plan plan, String key) {
    if (isPlanned(plan)) {
      exchanges.revert(application, key(key));
    }
  }

  /** Gives up what was replaced. A second run does nothing. */
  public void confirm(Application application, Plan plan, String key) {
    if (isPlanned(plan)) {
      exchanges.confirm(application, key(key));
    }
  }

  private static boolean isPlanned(Plan plan) {
    return !plan.acts(BuildArtifacts.class).isEmpty();
  }

  /** Names the build with its log, and the exchange of what it made. */
  public static String key(String exchange) {
    return exchange + "-artifacts";
  }
}
