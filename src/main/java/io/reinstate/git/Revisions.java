package io.reinstate.git;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.NoWorkTreeException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.springframework.stereotype.Component;

/**
 * Reads the git revision of a directory. Changes nothing, and needs no {@code git} program. Each
 * question names the application's user, with whose rights a place is read that is not ours alone.
 */
@Component
public final class Revisions {

  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(2);

  /**
   * The commit that is checked out in a directory, with the tags that point at it. Empty where the
   * directory itself is no repository (a repository further up does not count: it is another
   * project's), or has no commit yet.
   *
   * @throws RepositoryUnreadable when there is a repository that cannot be read
   */
  public Optional<Revision> head(Path directory, SystemUser user) {
    return read(directory, user, Revisions::head);
  }

  /**
   * The commit that is live in an application's home directory, with the tags that point at it:
   * that of the release its link leads to, where releases are kept side by side; otherwise the one
   * that is checked out there. Empty where neither says.
   *
   * @throws RepositoryUnreadable when there is a repository or a home directory that cannot be read
   */
  public Optional<Revision> live(Application application) {
    if (!application.keepsReleases()) {
      return head(application.home(), application.user());
    }
    try {
      return KeptReleases.of(application)
          .live()
          .flatMap(KeptReleases.Kept::commit)
          .map(commit -> new Revision(commit, tags(application, commit)));
    } catch (IOException e) {
      throw new RepositoryUnreadable(application.home(), e);
    }
  }

  private static List<String> tags(Application application, String commit) {
    return application
        .releases()
        .flatMap(
            spec ->
                read(
                    spec.repository(),
                    application.user(),
                    repository -> Optional.of(tags(repository, ObjectId.fromString(commit)))))
        .orElse(List.of());
  }

  private static Optional<Revision> head(Repository repository) throws IOException {
    var head = repository.resolve(Constants.HEAD);
    return head == null
        ? Optional.empty()
        : Optional.of(new Revision(head.name(), tags(repository, head)));
  }

  private static List<String> tags(Repository repository, ObjectId commit) throws IOException {
    return Repositories.tags(repository).entrySet().stream()
        .filter(tag -> tag.getValue().equals(commit))
        .map(tag -> tag.getKey())
        .toList();
  }

  /**
   * When what is checked out in a directory changed last, by the log git keeps of it. The log says
   * the second; where its file was written within two seconds of that, and not again later, the
   * file's time says it more precisely. Empty where there is no repository, or no such log.
   *
   * @throws RepositoryUnreadable when there is a repository that cannot be read
   */
  public Optional<Instant> moved(Path directory, SystemUser user) {
    return read(directory, user, Revisions::moved);
  }

  private static Optional<Instant> moved(Repository repository) throws IOException {
    var log = repository.getRefDatabase().getReflogReader(Constants.HEAD);
    var last = log == null ? null : log.getLastEntry();
    if (last == null) {
      return Optional.empty();
    }
    var noted = last.getWho().getWhenAsInstant();
    var file = repository.getDirectory().toPath().resolve(Constants.LOGS).resolve(Constants.HEAD);
    var written =
        Files.exists(file, LinkOption.NOFOLLOW_LINKS)
            ? Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant()
            : noted;
    var then = !written.isBefore(noted) && written.isBefore(noted.plus(WRITTEN_WITHIN));
    return Optional.of(then ? written : noted);
  }

  /** Whether the directory itself is the work tree of a repository. */
  public boolean isWorkTree(Path directory, SystemUser user) {
    return read(directory, user, repository -> Optional.of(!repository.isBare())).orElse(false);
  }

  /**
   * Whether tracked files differ from the commit or untracked ones are there. Looks at every file:
   * about a second for 50,000 of them. False where there is no repository.
   *
   * @throws RepositoryUnreadable when there is a repository that cannot be read
   */
  public boolean hasChanges(Path directory, SystemUser user) {
    return read(directory, user, repository -> Optional.of(!status(repository))).orElse(false);
  }

  private static boolean status(Repository repository) throws IOException {
    try {
      return Git.wrap(repository).status().call().isClean();
    } catch (GitAPIException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Paths of tracked files that differ from the commit that is checked out, or are missing, sorted;
   * a submodule is one path. Files git does not know are left out. Empty where there is no work
   * tree.
   *
   * @throws RepositoryUnreadable when there is a repository that cannot be read
   */
  public List<String> localChanges(Path directory, SystemUser user) {
    return read(directory, user, Revisions::localChanges).orElse(List.of());
  }

  private static Optional<List<String>> localChanges(Repository repository) throws IOException {
    if (repository.isBare() || repository.resolve(Constants.HEAD) == null) {
      return Optional.empty();
    }
    var index = new IndexDiff(repository, Constants.HEAD, new FileTreeIterator(repository));
    index.diff();
    return Optional.of(
        Stream.of(
                index.getModified(),
                index.getMissing(),
                index.getChanged(),
                index.getAdded(),
                index.getRemoved(),
                index.getConflicting())
            .flatMap(Set::stream)
            .distinct()
            .sorted()
            .toList());
  }

  /**
   * Every path the present commit tracks, those of submodules that are here included. Empty where
   * there is no repository.
   *
   * @throws RepositoryUnreadable when there is a repository that cannot be read
   */
  public Set<String> tracked(Path directory, SystemUser user) {
    var found = new TreeSet<String>();
    read(
        directory,
        user,
        repository -> {
          var head = repository.resolve(Constants.HEAD);
          if (head != null) {
            track(repository, head, "", found, user);
          }
          return Optional.empty();
        });
    return found;
  }

  private static void track(
      Repository repository, ObjectId commit, String prefix, Set<String> found, SystemUser user)
      throws IOException {
    try (var commits = new RevWalk(repository);
        var tree = new TreeWalk(repository)) {
      tree.addTree(commits.parseCommit(commit).getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        if (tree.getFileMode(0) == FileMode.GITLINK) {
          var inside = prefix + tree.getPathString() + "/";
          var submodules = new Submodules(repository, commit, user);
          trackSubmodule(submodules, tree, inside, found, user);
        } else {
          found.add(prefix + tree.getPathString());
        }
      }
    }
  }

  private static void trackSubmodule(
      Submodules submodules, TreeWalk link, String prefix, Set<String> found, SystemUser user)
      throws IOException {
    var commit = link.getObjectId(0);
    var place = submodules.find(link.getPathString(), commit);
    if (place.isPresent()) {
      Repositories.in(
          place.get(),
          user,
          repository -> {
            track(repository, commit, prefix, found, user);
            return found;
          });
    }
  }

  private static <T> Optional<T> read(
      Path directory, SystemUser user, Repositories.Work<Optional<T>> reading) {
    try {
      return Repositories.in(directory, user, reading).flatMap(found -> found);
    } catch (IOException | NoWorkTreeException | IllegalArgumentException e) {
      throw new RepositoryUnreadable(directory, e);
    }
  }
}
