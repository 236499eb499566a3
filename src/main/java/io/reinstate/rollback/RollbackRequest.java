package io.reinstate.rollback;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.snapshot.SnapshotId;
import java.util.Optional;

/**
 * What somebody asks for.
 *
 * @param runbook which runbook
 * @param application what is rolled back
 * @param subject what of it
 * @param target the snapshot to go back to; empty for the newest stable one
 * @param revision the release to go back to instead of a snapshot: a tag, a branch or a commit
 * @param schemaVersion the version to which its schema goes back, of a full rollback; the one the
 *     release was seen with when it is left out
 */
public record RollbackRequest(
    Runbook runbook,
    ApplicationId application,
    Subject subject,
    Optional<SnapshotId> target,
    Optional<String> revision,
    Optional<String> schemaVersion) {

  public RollbackRequest {
    target.ifPresent(snapshot -> requireSameApplication(application, snapshot));
    requireFitting(Optional.of(runbook), revision);
  }

  /** A request that names no version of a schema. */
  public RollbackRequest(
      Runbook runbook,
      ApplicationId application,
      Subject subject,
      Optional<SnapshotId> target,
      Optional<String> revision) {
    this(runbook, application, subject, target, revision, Optional.empty());
  }

  /** A request that names no release. */
  public RollbackRequest(
      Runbook runbook, ApplicationId application, Subject subject, Optional<SnapshotId> target) {
    this(runbook, application, subject, target, Optional.empty());
  }

  /** What somebody asks for with what they gave. */
  public static RollbackRequest of(Runbook runbook, Given given) {
    return new RollbackRequest(
        runbook,
        given.get(Inputs.APPLICATION),
        runbook.subject(given),
        given.find(Inputs.TARGET),
        given.find(Inputs.REVISION),
        given.find(Inputs.SCHEMA_VERSION));
  }

  /** The same request about something else. */
  public RollbackRequest about(Subject other) {
    return new RollbackRequest(runbook, application, other, target, revision, schemaVersion);
  }

  /** The same request that names no release. */
  public RollbackRequest withoutRevision() {
    return new RollbackRequest(
        runbook, application, subject, target, Optional.empty(), schemaVersion);
  }

  /** The same request with that snapshot as its target. */
  public RollbackRequest to(SnapshotId snapshot) {
    return new RollbackRequest(
        runbook, application, subject, Optional.of(snapshot), Optional.empty(), schemaVersion);
  }

  /**
   * Goes on only where a named revision is used: what is asked for and passed over would be a
   * surprise.
   *
   * @param runbook empty for what rolls nothing back
   */
  public static void requireFitting(Optional<Runbook> runbook, Optional<String> revision) {
    if (revision.isPresent() && runbook.filter(Runbook::takesRevision).isEmpty()) {
      throw new RequestRefused(
          "Only code, modules and components go back to a revision from git",
          "revision",
          "Leave it out, or start one of those.");
    }
  }

  private static void requireSameApplication(ApplicationId application, SnapshotId snapshot) {
    if (!snapshot.application().equals(application)) {
      throw new RequestRefused(
          "Snapshot " + snapshot + " is not one of " + application,
          "target",
          "Choose a snapshot of " + application + ".");
    }
  }
}
