package io.reinstate.release;

import io.reinstate.catalog.application.Application;
import io.reinstate.git.Repositories;
import io.reinstate.git.Revisions;
import io.reinstate.host.Cancellation;
import io.reinstate.release.MovedHead.Before;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.storage.Durable;
import io.reinstate.storage.Json;
import io.reinstate.storage.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.springframework.stereotype.Component;

/**
 * Tells the live repository which release is live, after its files were exchanged: its head is
 * detached at the commit and its index is that commit's, so that {@code git status} is clean and
 * {@code git describe} names the release. No file of the work tree is touched and no branch moves:
 * {@code git checkout <branch>} leads back. Submodules that are checked out move with it.
 *
 * <p>What was before is kept beside the snapshots, in {@code heads/<key>/}, until it is put back or
 * confirmed. Where the home directory is no work tree there is nothing to do.
 */
@Component
public final class Heads {

  private static final String RECORD = "head.json";

  private final SnapshotSettings settings;

  public Heads(SnapshotSettings settings) {
    this.settings = settings;
  }

  /**
   * Moves the head to a commit. A second run with the same key completes the first, and changes
   * nothing when that came to its end.
   *
   * @param commit the full id
   * @param key names the exchange this belongs to
   * @throws HeadNotMoved when the commit is not there, when somebody moved the head since the first
   *     run, or when git is at work there; run it again then
   */
  public void move(Application application, String commit, String key) {
    var directory = directory(application, key);
    try {
      if (!new Revisions().isWorkTree(application.home(), application.user())) {
        return;
      }
      var moved = read(directory);
      if (moved.filter(each -> !each.to().equals(commit)).isPresent()) {
        throw new HeadNotMoved(
            "With this key the head was moved to another commit, " + moved.get().to(),
            directory.toString(),
            "Put that one back first.");
      }
      var plan = moved.isPresent() ? moved.get() : begin(application, commit, directory);
      for (var each : plan.repositories()) {
        Cancellation.check();
        move(application, each, "reinstate: " + key);
      }
    } catch (IOException e) {
      throw failed("moved", application, e);
    }
  }

  private static MovedHead begin(Application application, String commit, Path directory)
      throws IOException {
    Durable.delete(directory);
    Durable.createDirectories(directory);
    var found = new ArrayList<Noted>();
    note(application, application.home(), "", ObjectId.fromString(commit), found);
    for (var i = 0; i < found.size(); i++) {
      if (found.get(i).index().isPresent()) {
        Durable.write(copy(directory, i), found.get(i).index().get());
      }
    }
    var moved = new MovedHead(commit, found.stream().map(Noted::before).toList());
    Durable.write(directory.resolve(RECORD), Json.MAPPER.writeValueAsBytes(moved));
    return moved;
  }

  /**
   * A repository before its head is moved.
   *
   * @param index its content
   */
  private record Noted(Before before, Optional<byte[]> index) {}

  /** Submodules first: one that failed leaves the repository around it where it was. */
  private static void note(
      Application application, Path workTree, String path, ObjectId to, List<Noted> found)
      throws IOException {
    in(
        application,
        workTree,
        repository -> {
          if (repository.getObjectDatabase().has(to)) {
            for (var submodule : submodules(repository, to)) {
              var inside = workTree.resolve(submodule.path());
              if (Files.exists(inside.resolve(Constants.DOT_GIT))) {
                var below = path.isEmpty() ? submodule.path() : path + "/" + submodule.path();
                note(application, inside, below, submodule.commit(), found);
              }
            }
            found.add(noted(repository, path, to));
          } else if (path.isEmpty()) {
            throw new IOException("commit " + to.name() + " is not there");
          }
        });
  }

  private static Noted noted(Repository repository, String path, ObjectId to) throws IOException {
    var head = new WorkTreeHead(repository);
    var index =
        Files.exists(head.index())
            ? Optional.of(Files.readAllBytes(head.index()))
            : Optional.<byte[]>empty();
    var commit = head.commit().map(ObjectId::name).orElse("");
    var before = new Before(path, head.branch(), commit, to.name(), index.isPresent());
    return new Noted(before, index);
  }

  private static List<Submodule> submodules(Repository repository, ObjectId commit)
      throws IOException {
    var found = new ArrayList<Submodule>();
    try (var commits = new RevWalk(repository);
        var tree = new TreeWalk(repository)) {
      tree.addTree(commits.parseCommit(commit).getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        if (tree.getFileMode(0) == FileMode.GITLINK) {
          found.add(new Submodule(tree.getPathString(), tree.getObjectId(0)));
        }
      }
    }
    return found;
  }

  private static void move(Application application, Before before, String why) throws IOException {
    in(
        application,
        before.workTree(application.home()),
        repository -> {
          var head = new WorkTreeHead(repository);
          requireUntouched(head, before, repository);
          var to = ObjectId.fromString(before.to());
          head.detach(to, why);
          head.readTree(to);
        });
  }

  private static void requireUntouched(WorkTreeHead head, Before before, Repository repository)
      throws IOException {
    var branch = head.branch();
    var commit = head.commit().map(ObjectId::name).orElse("");
    var asBefore = branch.equals(before.branch()) && commit.equals(before.commit());
    var moved = branch.isEmpty() && commit.equals(before.to());
    if (!asBefore && !moved) {
      throw new HeadNotMoved(
          "Somebody checked out " + (branch.isEmpty() ? commit : branch) + " meanwhile",
          repository.getWorkTree().toString(),
          "Find out who works there. Check out "
              + (before.branch().isEmpty() ? before.commit() : before.branch())
              + " with «git symbolic-ref» or «git update-ref», then try again.");
    }
  }

  /**
   * Puts head and index back as they were before {@link #move}. Meant for after the files were put
   * back. A second run and an unknown key do nothing; a run that was cut off is completed by the
   * next.
   *
   * @throws HeadNotMoved when somebody moved the head since, or when git is at work there
   */
  public void putBack(Application application, String key) {
    var directory = directory(application, key);
    try {
      var moved = read(directory);
      if (moved.isPresent()) {
        var repositories = moved.get().repositories();
        for (var i = repositories.size() - 1; i >= 0; i--) {
          Cancellation.check();
          putBack(application, repositories.get(i), copy(directory, i), "reinstate: undo " + key);
        }
      }
      Durable.delete(directory);
    } catch (IOException e) {
      throw failed("put back", application, e);
    }
  }

  private static void putBack(Application application, Before before, Path copy, String why)
      throws IOException {
    var index = before.index() ? Optional.of(Files.readAllBytes(copy)) : Optional.<byte[]>empty();
    in(
        application,
        before.workTree(application.home()),
        repository -> {
          var head = new WorkTreeHead(repository);
          requireUntouched(head, before, repository);
          if (!before.branch().isEmpty()) {
            head.attach(before.branch(), why);
          } else {
            head.detach(ObjectId.fromString(before.commit()), why);
          }
          head.replaceIndex(index);
        });
  }

  /** Gives up what was before. A second run and an unknown key do nothing. */
  public void confirm(Application application, String key) {
    try {
      Durable.delete(directory(application, key));
    } catch (IOException e) {
      throw failed("confirmed", application, e);
    }
  }

  /** Whether the head was moved with that key, or began to be, and can be put back. */
  public boolean isMoved(Application application, String key) {
    return Files.exists(directory(application, key).resolve(RECORD));
  }

  private static Optional<MovedHead> read(Path directory) throws IOException {
    try {
      var bytes = Files.readAllBytes(directory.resolve(RECORD));
      return Optional.of(Json.MAPPER.readValue(bytes, MovedHead.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Path copy(Path directory, int number) {
    return directory.resolve(number + ".index");
  }

  private interface Act {
    void on(Repository repository) throws IOException;
  }

  private static void in(Application application, Path workTree, Act act) throws IOException {
    Repositories.in(
            workTree,
            application.user(),
            repository -> {
              act.on(repository);
              return workTree;
            })
        .orElseThrow(() -> new IOException("there is no repository " + workTree));
  }

  private Path base(Application application) {
    return settings.directory().resolve(application.id().value()).resolve("heads");
  }

  private Path directory(Application application, String key) {
    return base(application).resolve(StepKey.check(key));
  }

  private static HeadNotMoved failed(String what, Application application, IOException e) {
    return new HeadNotMoved(
        "The head of the live repository could not be " + what + ": " + e.getMessage(),
        application.home().toString(),
        "Its files are as they were. Remove the cause, then try again.",
        e);
  }

  private record Submodule(String path, ObjectId commit) {}
}
