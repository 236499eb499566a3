package io.reinstate.release;

import io.reinstate.git.Repositories;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A repository of a scratch tree's own, so that build commands can ask git which revision they
 * build. It has the files of one commit, borrows the other objects of another repository, which it
 * never writes to, and has its tags, but none of its branches, remotes and hooks.
 */
final class ScratchRepository {

  private static final String CORE = "core";

  private ScratchRepository() {}

  /**
   * What is read of the other one, with its rights.
   *
   * @param settings of the section {@code core}
   */
  private record Read(
      Map<String, String> settings,
      String tags,
      Optional<byte[]> shallow,
      Optional<byte[]> attributes) {}

  /** Makes it, with all that is needed to check the commit out. */
  static Repository create(Path root, Commit source) throws IOException {
    var directory = root.resolve(Constants.DOT_GIT);
    try (var fresh = builder(root, directory).build()) {
      fresh.create();
      var read = copy(source, Repositories.objects(fresh).resolve("pack"));
      read.settings().forEach((key, value) -> fresh.getConfig().setString(CORE, null, key, value));
      fresh.getConfig().save();
      Files.writeString(directory.resolve(Constants.PACKED_REFS), read.tags());
      Files.writeString(directory.resolve(Constants.HEAD), source.id().name() + "\n");
      Files.createDirectories(directory.resolve("info"));
      write(read.shallow(), directory.resolve("shallow"));
      write(read.attributes(), directory.resolve(Constants.INFO_ATTRIBUTES));
    }
    return builder(root, directory).build();
  }

  private static Read copy(Commit source, Path packs) throws IOException {
    var name = packs.resolve("pack-" + source.id().name());
    try (var pack = new BufferedOutputStream(Files.newOutputStream(Path.of(name + ".pack")));
        var index = new BufferedOutputStream(Files.newOutputStream(Path.of(name + ".idx")))) {
      return source.read(
          repository -> {
            Commit.pack(repository, source.id(), pack, index);
            return read(repository);
          });
    }
  }

  private static Read read(Repository source) throws IOException {
    var settings = new TreeMap<String, String>();
    for (var key : List.of("autocrlf", "eol", "symlinks")) {
      var value = source.getConfig().getString(CORE, null, key);
      if (value != null) {
        settings.put(key, value);
      }
    }
    var common = source.getCommonDirectory().toPath();
    return new Read(
        settings,
        tags(source),
        content(common.resolve("shallow")),
        content(common.resolve(Constants.INFO_ATTRIBUTES)));
  }

  private static Optional<byte[]> content(Path file) throws IOException {
    return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  private static void write(Optional<byte[]> content, Path file) throws IOException {
    if (content.isPresent()) {
      Files.write(file, content.get());
    }
  }

  /** Lends it all objects of the other one: last, for only whoever works in it is to follow. */
  static void borrow(Path root, Commit source) throws IOException {
    var objects = source.read(other -> Repositories.objects(other).toRealPath());
    var info = root.resolve(Constants.DOT_GIT).resolve("objects/info");
    Files.writeString(Files.createDirectories(info).resolve("alternates"), objects + "\n");
  }

  private static FileRepositoryBuilder builder(Path root, Path directory) {
    return Repositories.builder().setWorkTree(root.toFile()).setGitDir(directory.toFile());
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
