package io.reinstate.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.NoWorkTreeException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.springframework.stereotype.Component;

/** Reads the git revision of a directory. Changes nothing, and needs no {@code git} program. */
@Component
public final class Revisions {

  /**
   * The commit that is checked out in a directory, with the tags that point at it. Empty where the
   * directory itself is no work tree (a repository further up does not count: it is another
   * project's), or has no commit yet.
   *
   * @throws RepositoryUnreadable when there is a repository that cannot be read
   */
  public Optional<Revision> head(Path directory) {
    try (var repository = open(directory)) {
      if (repository == null) {
        return Optional.empty();
      }
      var head = repository.resolve(Constants.HEAD);
      return head == null
          ? Optional.empty()
          : Optional.of(new Revision(head.name(), tags(repository, head)));
    } catch (IOException | IllegalArgumentException e) {
      throw new RepositoryUnreadable(directory, e);
    }
  }

  /**
   * Whether tracked files differ from the commit or untracked ones are there. Looks at every file:
   * about a second for 50,000 of them. False where there is no repository.
   *
   * @throws RepositoryUnreadable when there is a repository that cannot be read
   */
  public boolean hasChanges(Path directory) {
    try (var repository = open(directory)) {
      return repository != null && !Git.wrap(repository).status().call().isClean();
    } catch (IOException | GitAPIException | NoWorkTreeException | IllegalArgumentException e) {
      throw new RepositoryUnreadable(directory, e);
    }
  }

  private static Repository open(Path directory) throws IOException {
    var absolute = directory.toAbsolutePath().normalize();
    var builder = new FileRepositoryBuilder();
    if (absolute.getParent() != null) {
      builder.addCeilingDirectory(absolute.getParent().toFile());
    }
    builder.findGitDir(absolute.toFile());
    return builder.getGitDir() == null ? null : builder.build();
  }

  private static List<String> tags(Repository repository, ObjectId commit) throws IOException {
    var database = repository.getRefDatabase();
    var names = new ArrayList<String>();
    for (Ref tag : database.getRefsByPrefix(Constants.R_TAGS)) {
      var peeled = database.peel(tag).getPeeledObjectId();
      if (commit.equals(peeled == null ? tag.getObjectId() : peeled)) {
        names.add(tag.getName().substring(Constants.R_TAGS.length()));
      }
    }
    return names;
  }
}
