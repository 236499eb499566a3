package io.reinstate.release;

import io.reinstate.git.Repositories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A repository of a scratch tree's own, so that build commands can ask git which revision they
 * build. It borrows the objects of another one, which it never writes to, and has its tags, but
 * none of its branches, remotes and hooks.
 */
final class ScratchRepository {

  private static final String CORE = "core";

  private ScratchRepository() {}

  static Repository create(Path root, Repository source, ObjectId commit) throws IOException {
    var directory = root.resolve(Constants.DOT_GIT);
    try (var fresh = builder(root, directory).build()) {
      fresh.create();
      for (var key : new String[] {"autocrlf", "eol", "symlinks"}) {
        var value = source.getConfig().getString(CORE, null, key);
        if (value != null) {
          fresh.getConfig().setString(CORE, null, key, value);
        }
      }
      fresh.getConfig().save();
    }
    var info = Files.createDirectories(directory.resolve("objects/info"));
    var objects = Repositories.objects(source).toRealPath();
    Files.writeString(info.resolve("alternates"), objects + "\n");
    Files.writeString(directory.resolve(Constants.PACKED_REFS), tags(source));
    Files.writeString(directory.resolve(Constants.HEAD), commit.name() + "\n");
    var common = source.getCommonDirectory().toPath();
    copy(common.resolve("shallow"), directory.resolve("shallow"));
    Files.createDirectories(directory.resolve("info"));
    copy(common.resolve(Constants.INFO_ATTRIBUTES), directory.resolve(Constants.INFO_ATTRIBUTES));
    return builder(root, directory).build();
  }

  private static FileRepositoryBuilder builder(Path root, Path directory) {
    return Repositories.builder().setWorkTree(root.toFile()).setGitDir(directory.toFile());
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.isRegularFile(from)) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** In the format of gitrepository-layout(5): a tag object is followed by what it leads to. */
  private static String tags(Repository source) throws IOException {
    var text = new StringBuilder("# pack-refs with: peeled fully-peeled sorted \n");
    var database = source.getRefDatabase();
    var tags = new ArrayList<>(database.getRefsByPrefix(Constants.R_TAGS));
    tags.sort((one, other) -> one.getName().compareTo(other.getName()));
    for (var tag : tags) {
      text.append(tag.getObjectId().name()).append(' ').append(tag.getName()).append('\n');
      var peeled = database.peel(tag).getPeeledObjectId();
      if (peeled != null) {
        text.append('^').append(peeled.name()).append('\n');
      }
    }
    return text.toString();
  }
}
