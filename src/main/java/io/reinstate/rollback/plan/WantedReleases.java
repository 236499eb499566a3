package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.release.Builds;
import io.reinstate.release.Release;
import io.reinstate.release.Releases;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.snapshot.SnapshotLabel;
import org.springframework.stereotype.Component;

/** Finds the release that a request is about, and the snapshot of it. */
@Component
public class WantedReleases {

  private final Releases releases;
  private final Builds builds;

  WantedReleases(Releases releases, Builds builds) {
    this.releases = releases;
    this.builds = builds;
  }

  /**
   * The named release, or the last known good one. Only a name that is not here is looked for
   * elsewhere, in the catalog's remote.
   *
   * @throws RequestRefused when a snapshot is named too, or there is no known good release; for a
   *     part of an application whose releases are kept side by side
   * @throws io.reinstate.release.ReleaseNotFound when there is no such release; where they are kept
   *     side by side, when it is not among them
   */
  public Release find(Application application, RollbackRequest request) {
    if (request.target().isPresent()) {
      throw new RequestRefused(
          request.revision().isPresent()
              ? "Both a snapshot and a revision were named"
              : "It goes back to a release, and a snapshot was named",
          "target",
          request.revision().isPresent()
              ? "Name one of them."
              : "Name a revision, or none for the last known good release.");
    }
    if (application.keepsReleases() && !request.runbook().goesToRelease()) {
      throw new RequestRefused(
          "The releases of "
              + application.title()
              + " are kept side by side, so no part of it comes from one",
          "revision",
          "Roll the code back as a whole, or this part from a snapshot.");
    }
    var release =
        request.runbook().isRollback()
            ? toGoBackTo(application, request)
            : toDeploy(application, request);
    builds.requireKept(application, release);
    return release;
  }

  private Release toGoBackTo(Application application, RollbackRequest request) {
    return request
        .revision()
        .map(revision -> releases.resolve(application, revision))
        .or(() -> releases.lastKnownGood(application))
        .orElseThrow(() -> none(application));
  }

  /** A branch is where the remote has it now; there is no usual one. */
  private Release toDeploy(Application application, RollbackRequest request) {
    return request
        .revision()
        .map(revision -> releases.newest(application, revision))
        .orElseThrow(
            () ->
                new RequestRefused(
                    "No revision was named",
                    "revision",
                    "Name the tag, the branch or the commit to deploy."));
  }

  private static RequestRefused none(Application application) {
    var patterns =
        application.releases().map(spec -> String.join(", ", spec.stable())).orElse("none");
    if (application.keepsReleases()) {
      return new RequestRefused(
          "No release of another commit is kept that was deployed before the live one",
          application.id().value(),
          "Name the revision of one that is kept, or deploy one with your tool.");
    }
    return new RequestRefused(
        "There is no known good release before the live one",
        application.id().value(),
        "Name a revision, tag one (" + patterns + "), or record one as known good.");
  }

  /** The same request with the snapshot of its release as its target, where it is about one. */
  RollbackRequest pinned(Application application, RollbackRequest request) {
    var ofRelease =
        (request.runbook().goesToRelease() || request.subject().comesFromRelease())
            && request
                .target()
                .filter(target -> target.label().equals(SnapshotLabel.RELEASE))
                .isEmpty();
    if (!ofRelease && request.revision().isEmpty()) {
      return request;
    }
    var release = find(application, request);
    return request.to(
        builds
            .built(application, release)
            .orElseThrow(
                () ->
                    new RequestRefused(
                        "Release " + release.describe() + " was not built yet",
                        request.application().value(),
                        "Start a dry run: it makes the release ready beside the live tree, and ends with the plan.")));
  }
}
