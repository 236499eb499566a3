package io.reinstate.git;

import io.reinstate.catalog.application.SystemUser;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.BlobBasedConfig;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The submodules of one commit, looked for on this machine only: in the repository's own modules,
 * in its work tree, and where a relative or local address leads.
 */
public final class Submodules {

  private static final String SECTION = "submodule";

  private final Repository repository;
  private final SystemUser user;
  private final Config modules;
  private final Map<String, String> names = new HashMap<>();

  /**
   * @param user the application's
   */
  public Submodules(Repository repository, ObjectId commit, SystemUser user) throws IOException {
    this.repository = repository;
    this.user = user;
    this.modules = read(repository, commit);
    for (var name : modules.getSubsections(SECTION)) {
      var path = modules.getString(SECTION, name, "path");
      if (path != null && isPlain(name)) {
        names.put(path, name);
      }
    }
  }

  private static Config read(Repository repository, ObjectId commit) throws IOException {
    try (var walk = new RevWalk(repository)) {
      var tree = walk.parseCommit(commit).getTree();
      try (var file = TreeWalk.forPath(repository, Constants.DOT_GIT_MODULES, tree)) {
        return file == null
            ? new Config()
            : new BlobBasedConfig(null, repository, file.getObjectId(0));
      }
    } catch (ConfigInvalidException e) {
      throw new IOException(".gitmodules of " + commit.name() + " cannot be read", e);
    }
  }

  /** Names become directories: none may climb out of them. */
  private static boolean isPlain(String name) {
    return !name.startsWith("/") && !List.of(name.split("[/\\\\]", -1)).contains("..");
  }

  /** Where the repository of the submodule at that path is, if it is here and holds the commit. */
  public Optional<Path> find(String path, ObjectId commit) throws IOException {
    for (var place : places(path)) {
      if (Files.isDirectory(place)
          && Repositories.in(place, user, found -> found.getObjectDatabase().has(commit))
              .orElse(false)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  /** Whether {@code .gitmodules} knows a submodule at that path. */
  public boolean names(String path) {
    return names.containsKey(path);
  }

  private List<Path> places(String path) {
    var places = new ArrayList<Path>();
    var name = names.get(path);
    if (name != null) {
      places.add(modulesOf(repository.getDirectory()).resolve(name));
      places.add(modulesOf(repository.getCommonDirectory()).resolve(name));
    }
    if (!repository.isBare()) {
      places.add(repository.getWorkTree().toPath().resolve(path));
    }
    if (name != null) {
      address(name).ifPresent(places::add);
    }
    return places;
  }

  private static Path modulesOf(File gitDirectory) {
    return gitDirectory.toPath().resolve(Constants.MODULES);
  }

  /** A local address; one that is relative starts from the address of the repository itself. */
  private Optional<Path> address(String name) {
    var url =
        Optional.ofNullable(repository.getConfig().getString(SECTION, name, "url"))
            .orElseGet(() -> modules.getString(SECTION, name, "url"));
    if (url == null) {
      return Optional.empty();
    }
    return url.startsWith("./") || url.startsWith("../")
        ? base().map(base -> base.resolve(url).normalize())
        : local(url);
  }

  private Optional<Path> base() {
    var origin = repository.getConfig().getString("remote", "origin", "url");
    var own = repository.isBare() ? repository.getDirectory() : repository.getWorkTree();
    return origin == null ? Optional.of(own.toPath()) : local(origin);
  }

  private Optional<Path> local(String url) {
    try {
      if (url.startsWith("file:")) {
        return Optional.of(Path.of(URI.create(url)));
      }
      return url.contains(":")
          ? Optional.empty()
          : Optional.of(Path.of(url)).filter(Path::isAbsolute);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
