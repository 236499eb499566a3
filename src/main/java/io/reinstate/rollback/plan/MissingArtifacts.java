package io.reinstate.rollback.plan;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.change.Change;
import io.reinstate.change.Kind;
import io.reinstate.exchange.FileChanges;
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
 * tree when it is approved, and exchanged apart from all other files. Without a {@link
 * BuildArtifacts} in the plan nothing is done.
 */
@Component
public class MissingArtifacts {

  private final Snapshots snapshots;
  private final FileChanges files;
  private final Builds builds;

  public MissingArtifacts(Snapshots snapshots, FileChanges files, Builds builds) {
    this.snapshots = snapshots;
    this.files = files;
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

  /** The exchange of what was built, if the plan wants that. */
  Optional<Change> change(Application application, Plan plan, String key) {
    return plan.acts(BuildArtifacts.class).stream()
        .findFirst()
        .map(
            act ->
                files.planned(
                    application,
                    Kind.ARTIFACTS,
                    key,
                    () -> built(application, plan),
                    Selection.files(
                        "artifacts", List.of(new FilePatterns(act.missing(), List.of()))),
                    difference -> {}));
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

  /** Names the build with its log. */
  public static String key(String exchange) {
    return FileChanges.exchange(Kind.ARTIFACTS, exchange);
  }
}
