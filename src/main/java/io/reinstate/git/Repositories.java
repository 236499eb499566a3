package io.reinstate.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Opens repositories, and answers what JGit makes long. Whoever opens one closes it. */
public final class Repositories {

  private Repositories() {}

  /**
   * The repository of a directory: its work tree, or a bare directory. A repository further up does
   * not count.
   */
  public static Optional<Repository> open(Path directory) throws IOException {
    var absolute = directory.toAbsolutePath().normalize();
    var builder = builder();
    if (absolute.getParent() != null) {
      builder.addCeilingDirectory(absolute.getParent().toFile());
    }
    builder.findGitDir(absolute.toFile());
    return builder.getGitDir() == null ? Optional.empty() : Optional.of(builder.build());
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
