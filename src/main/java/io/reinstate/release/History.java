package io.reinstate.release;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ReleasesSpec;
import io.reinstate.git.KeptReleases;
import io.reinstate.git.Repositories;
import io.reinstate.git.Revision;
import io.reinstate.git.Revisions;
import io.reinstate.host.FilesAs;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/** The repository of an application as it is now, with what is known good in it. */
final class History {

  private final Application application;
  private final Repository repository;
  private final Map<String, ObjectId> tags;
  private final Map<ObjectId, List<String>> reasons = new LinkedHashMap<>();
  private final Optional<KeptReleases> kept;

  History(
      Application application,
      ReleasesSpec spec,
      Repository repository,
      List<KnownGoodEntry> record)
      throws IOException {
    this.application = application;
    this.repository = repository;
    this.tags = Repositories.tags(repository);
    var stable = spec.stable().stream().map(History::glob).toList();
    tags.forEach(
        (tag, commit) -> {
          if (stable.stream().anyMatch(glob -> matches(glob, tag))) {
            reasons.computeIfAbsent(commit, c -> new ArrayList<>()).add("tag " + tag);
          }
        });
    for (var entry : record) {
      if (ObjectId.isId(entry.commit())) {
        reasons
            .computeIfAbsent(ObjectId.fromString(entry.commit()), c -> new ArrayList<>())
            .add(entry.sentence());
      }
    }
    kept =
        application.keepsReleases() ? Optional.of(KeptReleases.of(application)) : Optional.empty();
    kept.ifPresent(this::onlyKept);
  }

  /** Nothing can be gone back to but what is kept; what was live before the live one, can. */
  private void onlyKept(KeptReleases releases) {
    for (var each : releases.beforeLive()) {
      each.commit()
          .map(ObjectId::fromString)
          .ifPresent(
              commit ->
                  reasons
                      .computeIfAbsent(commit, c -> new ArrayList<>())
                      .add("release " + each.name() + ", kept"));
    }
    reasons.keySet().removeIf(commit -> releases.of(commit.name()).isEmpty());
  }

  /** The releases that are kept side by side in the home directory, if they are. */
  Optional<KeptReleases> kept() {
    return kept;
  }

  /**
   * The commit a deployment tool would go back to: that of the release that was deployed before the
   * live one and is of another commit.
   */
  Optional<RevCommit> before() throws IOException {
    var live = live();
    try (var walk = new RevWalk(repository)) {
      for (var each : kept.map(KeptReleases::beforeLive).orElse(List.of())) {
        var commit = each.commit().map(ObjectId::fromString);
        if (commit.isPresent() && !commit.equals(live)) {
          var found = Repositories.commit(walk, commit.get());
          if (found.isPresent()) {
            return found;
          }
        }
      }
      return Optional.empty();
    }
  }

  private static PathMatcher glob(String pattern) {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
  }

  private static boolean matches(PathMatcher glob, String tag) {
    try {
      return glob.matches(Path.of(tag));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  Map<String, ObjectId> tags() {
    return tags;
  }

  Repository repository() {
    return repository;
  }

  /** Known good commits that are here, the newest first; a commit never follows its ancestor. */
  List<RevCommit> knownGood() throws IOException {
    try (var walk = new RevWalk(repository)) {
      var left = new ArrayList<RevCommit>();
      for (var id : reasons.keySet()) {
        Repositories.commit(walk, id).ifPresent(left::add);
      }
      walk.sort(RevSort.TOPO);
      walk.sort(RevSort.COMMIT_TIME_DESC, true);
      walk.markStart(left);
      var sorted = new ArrayList<RevCommit>();
      for (var next = walk.next(); next != null && !left.isEmpty(); next = walk.next()) {
        if (left.remove(next)) {
          sorted.add(next);
        }
      }
      return sorted;
    }
  }

  /**
   * The commit that is live: what the home directory is on, or the release that its link leads to,
   * where releases are kept side by side. Another home directory that is no work tree does not say;
   * then it is the newest of the repository's present and the known good commits whose every
   * managed file the home directory has, or the repository's present one.
   */
  Optional<ObjectId> live() throws IOException {
    if (kept.isPresent()) {
      return kept.get().live().flatMap(KeptReleases.Kept::commit).map(ObjectId::fromString);
    }
    var home = FilesAs.own(() -> new Revisions().head(application.home(), application.user()));
    if (home.isPresent()) {
      return home.map(revision -> ObjectId.fromString(revision.commit()));
    }
    var present = Optional.<ObjectId>ofNullable(repository.resolve(Constants.HEAD));
    var files = new HomeFiles(application, repository);
    if (present.isPresent() && files.holdAllOf(present.get())) {
      return present;
    }
    for (var commit : knownGood()) {
      if (files.holdAllOf(commit)) {
        return Optional.of(commit);
      }
    }
    return present;
  }

  /** The live commit, if this repository has it. */
  Optional<ObjectId> liveHere() throws IOException {
    var live = live();
    return live.isPresent() && repository.getObjectDatabase().has(live.get())
        ? live
        : Optional.empty();
  }

  /** Whether a rollback from the live commit may go to that one without being told to. */
  boolean isBefore(RevCommit candidate, ObjectId live) throws IOException {
    try (var walk = new RevWalk(repository)) {
      var present = Repositories.commit(walk, live);
      if (present.isEmpty()) {
        return true;
      }
      var commit = walk.parseCommit(candidate);
      if (walk.isMergedInto(commit, present.get())) {
        return true;
      }
      return commit.getCommitTime() < present.get().getCommitTime()
          && shareHistory(commit, present.get());
    }
  }

  /** How many commits lead to that one and not to the other one. */
  int count(ObjectId commit, ObjectId notOf) throws IOException {
    try (var walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(commit));
      walk.markUninteresting(walk.parseCommit(notOf));
      var count = 0;
      for (var each = walk.next(); each != null; each = walk.next()) {
        count++;
      }
      return count;
    }
  }

  private boolean shareHistory(RevCommit one, RevCommit other) throws IOException {
    try (var walk = new RevWalk(repository)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(one));
      walk.markStart(walk.parseCommit(other));
      return walk.next() != null;
    }
  }

  Release release(ObjectId id, Optional<ObjectId> live) throws IOException {
    try (var walk = new RevWalk(repository)) {
      var commit = walk.parseCommit(id);
      var names =
          tags.entrySet().stream()
              .filter(tag -> tag.getValue().equals(commit))
              .map(Map.Entry::getKey)
              .toList();
      return new Release(
          new Revision(commit.name(), names),
          commit.getCommitterIdent().getWhenAsInstant(),
          commit.getShortMessage(),
          reasons.getOrDefault(commit.toObjectId(), List.of()),
          live.filter(commit::equals).isPresent(),
          Optional.empty());
    }
  }
}
