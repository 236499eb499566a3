package io.reinstate.release;

import io.reinstate.host.Cancellation;
import io.reinstate.host.Deadline;
import io.reinstate.host.Interrupted;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.SubmoduleConfig.FetchRecurseSubmodulesMode;
import org.eclipse.jgit.transport.RemoteConfig;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;

/**
 * Brings branches and tags of a remote into a repository. A tag that is here stays where it is. No
 * checked out file, no branch of one's own and no hook is touched.
 */
final class Fetch {

  private static final int SILENCES = 5;

  private final Duration timeout;

  Fetch(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Fetches.
   *
   * @throws FetchFailed when the remote is not known, cannot be reached, or would be waited for
   *     without an end
   */
  Fetched from(Repository repository, String remote) {
    var where = repository.getDirectory().toString();
    var known = repository.getConfig().getSubsections("remote");
    if (!known.contains(remote)) {
      throw new FetchFailed(remote, where, "the repository knows the remotes " + known, null);
    }
    refuseEndless(repository, remote);
    Map<String, ObjectId> branches;
    try (var git = new Git(repository)) {
      var result =
          git.fetch()
              .setRemote(remote)
              .setTagOpt(TagOpt.FETCH_TAGS)
              .setRecurseSubmodules(FetchRecurseSubmodulesMode.NO)
              .setTimeout((int) timeout.toSeconds())
              .setProgressMonitor(new Patience(Deadline.in(timeout.multipliedBy(SILENCES))))
              .call();
      if (isLocked(result.getTrackingRefUpdates())) {
        throw new FetchFailed(
            remote,
            where,
            "a file *.lock is there below refs; some git command is at work, or was killed",
            null);
      }
      branches = branches(result.getAdvertisedRefs());
    } catch (GitAPIException | JGitInternalException e) {
      Cancellation.check();
      throw new FetchFailed(remote, where, withoutAddress(e, repository, remote), e);
    }
    Cancellation.check();
    return new Fetched("Fetched from " + remote + ".", branches);
  }

  /** JGit waits for a silent server of this protocol for ever, whatever the timeout. */
  private static void refuseEndless(Repository repository, String remote) {
    try {
      for (var uri : new RemoteConfig(repository.getConfig(), remote).getURIs()) {
        if ("git".equals(uri.getScheme())) {
          throw new FetchFailed(
              remote,
              repository.getDirectory().toString(),
              "git:// is not fetched over: a server that says nothing would be waited for without an end",
              null);
        }
      }
    } catch (URISyntaxException e) {
      throw new FetchFailed(
          remote, repository.getDirectory().toString(), "its address is malformed", e);
    }
  }

  private static Map<String, ObjectId> branches(Collection<Ref> refs) {
    return refs.stream()
        .filter(ref -> ref.getName().startsWith(Constants.R_HEADS))
        .filter(ref -> ref.getObjectId() != null)
        .collect(
            Collectors.toMap(
                ref -> ref.getName().substring(Constants.R_HEADS.length()), Ref::getObjectId));
  }

  /**
   * What a fetch did.
   *
   * @param told for people
   * @param branches where the remote has its branches now; those that are gone there are not among
   *     them, though git keeps what it knew of them
   */
  record Fetched(String told, Map<String, ObjectId> branches) {
    Fetched {
      branches = Map.copyOf(branches);
    }
  }

  /** One branch or tag that is locked keeps JGit from changing any, without a word. */
  private static boolean isLocked(Collection<TrackingRefUpdate> updates) {
    return updates.stream().anyMatch(update -> update.getResult() == RefUpdate.Result.LOCK_FAILURE);
  }

  /** An address may hold a password. */
  private static String withoutAddress(Exception e, Repository repository, String remote) {
    var urls = Set.of(repository.getConfig().getStringList("remote", remote, "url"));
    var text = String.valueOf(e.getMessage());
    for (var url : urls) {
      text = text.replace(url, remote);
    }
    return text.replaceAll("//[^/@\\s]+@", "//");
  }

  private static final class Patience extends EmptyProgressMonitor {
    private final Deadline deadline;

    Patience(Deadline deadline) {
      this.deadline = deadline;
    }

    @Override
    public boolean isCancelled() {
      try {
        Cancellation.check();
        return deadline.passed();
      } catch (Interrupted e) {
        return true;
      }
    }
  }
}
