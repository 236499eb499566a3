package io.reinstate.release;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ReleasesSpec;
import io.reinstate.catalog.rule.NearestNames;
import io.reinstate.git.Repositories;
import io.reinstate.git.RepositoryUnreadable;
import io.reinstate.git.Revisions;
import io.reinstate.snapshot.store.ManagedPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.springframework.stereotype.Component;

/**
 * Finds releases in an application's repository. It reads as the repository is at each call: a tag
 * that was moved counts where it is now. Nothing is changed but by {@link #resolve} and {@link
 * #newest}, which may fetch.
 *
 * <p>Every method fails with {@link ReleaseNotFound} when the catalog has no releases for the
 * application, and with {@link RepositoryUnreadable} when the repository cannot be read.
 */
@Component
public final class Releases {

  private static final int SHOWN = 5;
  private static final int LONGEST_NAME = 250;

  private final KnownGood knownGood;
  private final Fetch fetch;

  public Releases(KnownGood knownGood, ReleaseSettings settings) {
    this.knownGood = knownGood;
    this.fetch = new Fetch(settings.fetchTimeout());
  }

  /**
   * The release a rollback goes back to when nobody names one: the newest known good commit that is
   * not live and is an ancestor of the live one, or was committed before it and shares history with
   * it. Newest is the order of {@link #known}. Empty when there is none. Fetches nothing.
   *
   * <p>Known good is what a tag of the catalog's patterns points at, and what the record names.
   * Where releases are kept side by side it is the one that was deployed before the live one.
   */
  public Optional<Release> lastKnownGood(Application application) {
    return read(
        application,
        history -> {
          var live = history.live();
          if (application.keepsReleases()) {
            var before = history.before();
            return before.isPresent()
                ? Optional.of(history.release(before.get(), live))
                : Optional.empty();
          }
          for (var commit : history.knownGood()) {
            if (!live.filter(commit::equals).isPresent()
                && (live.isEmpty() || history.isBefore(commit, live.get()))) {
              return Optional.of(history.release(commit, live));
            }
          }
          return Optional.empty();
        });
  }

  /**
   * Every known good release that is here, by the time it was committed, the newest first, but
   * never an ancestor before its descendant. The live one is among them and says so. Where releases
   * are kept side by side, only those that are, and all that were deployed before the live one.
   * Fetches nothing.
   */
  public List<Release> known(Application application) {
    return read(
        application,
        history -> {
          var live = history.live();
          var found = new ArrayList<Release>();
          for (var commit : history.knownGood()) {
            found.add(history.release(commit, live));
          }
          return found;
        });
  }

  /**
   * The release of that name: a tag, a commit id or at least four digits of one, or a branch, which
   * means the commit it is at now. The first of these wins. Only when it is not here, and the
   * catalog names a remote, that one is fetched from; the answer says so.
   *
   * @throws ReleaseNotFound with what was probably meant; also for digits that fit several commits
   * @throws FetchFailed when it is not here and the remote cannot be reached
   */
  public Release resolve(Application application, String revision) {
    var name = plain(application, revision);
    return read(
        application,
        history -> {
          var found = find(application, history, name);
          return found.isPresent()
              ? history.release(found.get(), history.live())
              : fetched(application, name, false);
        });
  }

  /**
   * The release of that name as it is now: a tag or a commit that is here stands for itself. For
   * anything else the catalog's remote is fetched from first, if it names one, and a branch means
   * where that remote has it: one that only is here, or was deleted there, is not found. Without a
   * remote a branch is where it is here.
   *
   * @throws ReleaseNotFound as {@link #resolve}
   * @throws FetchFailed when the remote cannot be reached
   */
  public Release newest(Application application, String revision) {
    var name = plain(application, revision);
    var remote = spec(application).remote();
    return read(
        application,
        history ->
            remote.isEmpty() || fixed(application, history, name).isPresent()
                ? resolve(application, name)
                : fetched(application, name, true));
  }

  /**
   * What going from the live release to that commit means. Fetches nothing.
   *
   * @param commit the full id of one that is here
   */
  public ReleaseChange change(Application application, String commit) {
    var localChanges = localChanges(application);
    return read(
        application,
        history -> {
          var to = ObjectId.fromString(commit);
          var live = history.liveHere();
          return new ReleaseChange(
              live.isPresent() ? Optional.of(history.release(live.get(), live)) : Optional.empty(),
              history.release(to, live),
              live.isPresent() ? history.count(live.get(), to) : 0,
              live.isPresent() ? history.count(to, live.get()) : 0,
              localChanges,
              WorkTreeHead.locks(application.home(), application.user()));
        });
  }

  /**
   * Fetches, and looks again with the tags that are here by then.
   *
   * @param there whether a branch has to be one of the remote
   */
  private Release fetched(Application application, String name, boolean there) {
    var remote = spec(application).remote();
    var done = remote.map(from -> read(application, each -> fetch.from(each.repository(), from)));
    return read(
        application,
        history -> {
          var found =
              there
                  ? atRemote(application, history, name, remote.get(), done.get().branches())
                  : find(application, history, name);
          if (found.isEmpty()) {
            throw unknown(application, history, name, done.isPresent());
          }
          var release = history.release(found.get(), history.live());
          return done.map(Fetch.Fetched::told).map(release::fetched).orElse(release);
        });
  }

  /**
   * What a fetch brought: a tag or a commit, else the branch, with or without the remote's name.
   */
  private static Optional<ObjectId> atRemote(
      Application application,
      History history,
      String name,
      String remote,
      Map<String, ObjectId> branches)
      throws IOException {
    var fixed = fixed(application, history, name);
    if (fixed.isPresent()) {
      return fixed;
    }
    var prefix = remote + "/";
    var plain = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    var branch = branches.getOrDefault(name, branches.get(plain));
    try (var walk = new RevWalk(history.repository())) {
      return Repositories.commit(walk, branch).map(RevCommit::copy);
    }
  }

  private static String plain(Application application, String revision) {
    var name = revision == null ? "" : revision.strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new ReleaseNotFound(
          name.isEmpty() ? "No release is named" : "That is too long for the name of a release",
          "application " + application.id(),
          "Name a tag or a commit.");
    }
    return name.startsWith(Constants.R_TAGS) ? name.substring(Constants.R_TAGS.length()) : name;
  }

  private static Optional<ObjectId> find(Application application, History history, String name)
      throws IOException {
    var fixed = fixed(application, history, name);
    return fixed.isPresent()
        ? fixed
        : branch(history, List.of(Constants.R_HEADS, Constants.R_REMOTES), name);
  }

  /** What does not move by itself: a tag, or a commit. */
  private static Optional<ObjectId> fixed(Application application, History history, String name)
      throws IOException {
    var tag = history.tags().get(name);
    if (tag != null) {
      return Optional.of(tag);
    }
    if (AbbreviatedObjectId.isId(name) && name.length() >= 4) {
      var commits = commits(history, name);
      if (commits.size() > 1) {
        throw ambiguous(application, name, commits);
      } else if (commits.size() == 1) {
        return Optional.of(commits.get(0));
      }
    }
    return Optional.empty();
  }

  private static List<ObjectId> commits(History history, String digits) throws IOException {
    var repository = history.repository();
    var found = new LinkedHashSet<ObjectId>();
    try (var walk = new RevWalk(repository)) {
      var abbreviation = AbbreviatedObjectId.fromString(digits.toLowerCase(Locale.ROOT));
      for (var id : walk.getObjectReader().resolve(abbreviation)) {
        Repositories.commit(walk, id).ifPresent(commit -> found.add(commit.copy()));
      }
    }
    return List.copyOf(found);
  }

  private static ReleaseNotFound ambiguous(
      Application application, String name, List<ObjectId> commits) {
    var ids = commits.stream().limit(SHOWN).map(ObjectId::name).toList();
    return new ReleaseNotFound(
        commits.size() + " commits begin with «" + name + "»: " + String.join(", ", ids),
        "application " + application.id(),
        "Give more digits.");
  }

  /** Where a branch is now: the first of that name below these prefixes. */
  private static Optional<ObjectId> branch(History history, List<String> prefixes, String name)
      throws IOException {
    var repository = history.repository();
    for (var prefix : prefixes) {
      var branch =
          Repository.isValidRefName(prefix + name) ? repository.exactRef(prefix + name) : null;
      if (branch != null && branch.getObjectId() != null) {
        return Optional.of(branch.getObjectId());
      }
    }
    return Optional.empty();
  }

  private static ReleaseNotFound unknown(
      Application application, History history, String name, boolean fetched) throws IOException {
    var near = NearestNames.near(name, history.tags().keySet());
    var known = new ArrayList<String>();
    for (var commit : history.knownGood().stream().limit(SHOWN).toList()) {
      known.add(history.release(commit, Optional.empty()).describe());
    }
    var next =
        !near.isEmpty()
            ? "Did you mean " + String.join(" or ", near) + "?"
            : known.isEmpty()
                ? "Name a tag or a commit; there is no known good release here."
                : "The newest known good ones: " + String.join(", ", known) + ".";
    return new ReleaseNotFound(
        "There is no tag, branch or commit «"
            + name
            + "»"
            + (fetched ? ", not even after fetching" : ""),
        "application " + application.id() + ", " + history.repository().getDirectory(),
        next);
  }

  /**
   * Managed files that git tracks and that differ from the live commit, sorted: a rollback of code
   * overwrites or removes them, and the snapshot before it has them. Empty where the home directory
   * is no work tree.
   */
  public List<String> localChanges(Application application) {
    return new Revisions()
        .localChanges(application.home(), application.user()).stream()
            .filter(new ManagedPaths(application))
            .toList();
  }

  private <T> T read(Application application, Reading<T> reading) {
    var spec = spec(application);
    var record = knownGood.entries(application.id());
    try {
      return Repositories.in(
              spec.repository(),
              application.user(),
              repository -> reading.of(new History(application, spec, repository, record)))
          .orElseThrow(() -> none(spec));
    } catch (IOException | IllegalArgumentException e) {
      throw new RepositoryUnreadable(spec.repository(), e);
    }
  }

  private static ReleaseNotFound none(ReleasesSpec spec) {
    return new ReleaseNotFound(
        "There is no git repository",
        spec.repository().toString(),
        "Clone it there, or correct releases.repository in the catalog.");
  }

  static ReleasesSpec spec(Application application) {
    return application
        .releases()
        .orElseThrow(
            () ->
                new ReleaseNotFound(
                    "The catalog does not say how this application comes from git",
                    "application " + application.id(),
                    "Add the section releases to its file, then start Reinstate again."));
  }

  @FunctionalInterface
  private interface Reading<T> {
    T of(History history) throws IOException;
  }
}
