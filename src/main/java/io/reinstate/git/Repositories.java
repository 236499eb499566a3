package io.reinstate.git;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.FilesAs;
import io.reinstate.storage.ByName;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.SystemReader;

/**
 * Opens repositories, and answers what JGit makes long. JGit reaches files by name, and whoever
 * owns a repository names places in it, too: so all is done with the rights of {@link ByName}.
 */
public final class Repositories {

  static {
    // JGit's texts are in its archive, which not every user can read, and it does not try twice.
    FilesAs.own(JGitText::get);
    SystemReader.setInstance(new OwnSettings(SystemReader.getInstance()));
  }

  /** As many as git follows, one after the other. */
  private static final int MOST_ALTERNATES = 5;

  private Repositories() {}

  /** What is done with a repository. */
  @FunctionalInterface
  public interface Work<T> {
    T done(Repository repository) throws IOException;
  }

  /**
   * Works in the repository of a directory, the top of a work tree or a bare one. A repository
   * further up does not count.
   *
   * @param user the application's
   * @return empty when there is none
   * @throws IOException when it cannot be read, or its configuration is broken or changes meanwhile
   */
  public static <T> Optional<T> in(Path directory, SystemUser user, Work<T> work)
      throws IOException {
    return FilesAs.call(rights(directory, user), () -> in(directory, work));
  }

  private static <T> Optional<T> in(Path directory, Work<T> work) throws IOException {
    var found = find(directory);
    if (found.getGitDir() == null) {
      return Optional.empty();
    }
    try (var repository = found.build()) {
      return Optional.of(work.done(repository));
    } catch (ReinstateException e) {
      throw e;
    } catch (RuntimeException e) {
      if (unreadable(e.getCause())) {
        throw new IOException(e.getCause().getMessage(), e);
      }
      throw e;
    }
  }

  /** JGit wraps these where its own methods declare nothing, such as {@code getConfig()}. */
  private static boolean unreadable(Throwable cause) {
    return cause instanceof IOException || cause instanceof ConfigInvalidException;
  }

  private static FileRepositoryBuilder find(Path directory) {
    var absolute = directory.toAbsolutePath().normalize();
    var builder = builder();
    if (absolute.getParent() != null) {
      builder.addCeilingDirectory(absolute.getParent().toFile());
    }
    return builder.findGitDir(absolute.toFile());
  }

  /** Our own only where all of the repository is ours, and all that it borrows objects from. */
  public static SystemUser rights(Path directory, SystemUser user) throws IOException {
    var rights = ByName.rights(user, directory);
    if (user.isRoot() || rights.isAnother()) {
      return rights;
    }
    var found = find(directory).getGitDir();
    return found == null ? rights : rightsBelow(found.toPath(), user);
  }

  private static SystemUser rightsBelow(Path gitDirectory, SystemUser user) throws IOException {
    var rights = ByName.rightsBelow(user, gitDirectory);
    if (rights.isAnother()) {
      return rights;
    }
    try (var repository = builder().setGitDir(gitDirectory.toFile()).build()) {
      var common = ByName.rightsBelow(user, repository.getCommonDirectory().toPath());
      return common.isAnother() ? common : rightsToAlternates(objects(repository), user, 0);
    }
  }

  private static SystemUser rightsToAlternates(Path objects, SystemUser user, int depth)
      throws IOException {
    var file = objects.resolve("info/alternates");
    if (Files.exists(file) && depth < MOST_ALTERNATES) {
      for (var line : Files.readAllLines(file)) {
        var place = objects.resolve(line);
        var rights = ByName.rightsBelow(user, place);
        if (rights.isAnother()) {
          return rights;
        }
        rights = rightsToAlternates(place, user, depth + 1);
        if (rights.isAnother()) {
          return rights;
        }
      }
    }
    return SystemUser.own();
  }

  /**
   * A builder of repositories. All are built by it, so that none runs a program its configuration
   * names.
   */
  public static FileRepositoryBuilder builder() {
    return new FileRepositoryBuilder().setFS(new NoPrograms());
  }

  /** Where the objects of a repository are, those of its work trees included. */
  public static Path objects(Repository repository) {
    return new File(repository.getCommonDirectory(), Constants.OBJECTS).toPath();
  }

  /** The commit of every tag that leads to one, by name. */
  public static Map<String, ObjectId> tags(Repository repository) throws IOException {
    var found = new TreeMap<String, ObjectId>();
    var database = repository.getRefDatabase();
    try (var walk = new RevWalk(repository)) {
      for (var tag : database.getRefsByPrefix(Constants.R_TAGS)) {
        var peeled = database.peel(tag).getPeeledObjectId();
        var name = tag.getName().substring(Constants.R_TAGS.length());
        commit(walk, peeled == null ? tag.getObjectId() : peeled)
            .ifPresent(commit -> found.put(name, commit));
      }
    }
    return found;
  }

  /** The commit of that id; empty when it is not there, or no commit. */
  public static Optional<RevCommit> commit(RevWalk walk, ObjectId id) throws IOException {
    if (id == null || !walk.getObjectReader().has(id)) {
      return Optional.empty();
    }
    return walk.parseAny(id) instanceof RevCommit commit
        ? Optional.of(walk.parseCommit(commit))
        : Optional.empty();
  }
}
