package io.reinstate.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The git repository in the shop's home. Data and logs are ignored, everything else is in every
 * release. Commits are the same wherever it is created: author and times are fixed.
 */
final class ShopRepository {

  /** The release that is known good. */
  static final String STABLE = "v1.0.0-stable";

  private static final List<Release> LATER =
      List.of(
          new Release("v1.0.1", "Offer payment later", Instant.parse("2026-02-03T10:15:00Z")),
          new Release("v1.1.0", "Prepare the summer sale", Instant.parse("2026-03-10T16:40:00Z")));

  private final Path home;

  ShopRepository(Path home) {
    this.home = home;
  }

  /** Fills an empty home with the stable release, and the repository with all. */
  void create() throws IOException, GitAPIException {
    Files.createDirectories(home);
    try (var git = Git.init().setDirectory(home.toFile()).setInitialBranch("main").call()) {
      ShopResources.copyHome(home);
      Files.writeString(home.resolve(".gitignore"), "data/\nlog/\n");
      new Release(STABLE, "Open the shop", Instant.parse("2026-01-12T09:00:00Z")).commit(git);
      for (var release : LATER) {
        release.apply(git);
        release.commit(git);
      }
    }
    checkOut(STABLE);
  }

  /** All tags, by name. */
  List<String> tags() throws IOException, GitAPIException {
    try (var git = Git.open(home.toFile())) {
      return git.tagList().call().stream()
          .map(ref -> Repository.shortenRefName(ref.getName()))
          .sorted()
          .toList();
    }
  }

  /**
   * Makes every file of a release what it was there, whatever became of it since, and removes files
   * that only other releases have. Others are not touched. HEAD is detached.
   */
  void checkOut(String tag) throws IOException, GitAPIException {
    var files = files(tag);
    var others = new TreeSet<String>();
    for (var other : tags()) {
      others.addAll(files(other));
    }
    others.removeAll(files);
    try (var git = Git.open(home.toFile())) {
      git.checkout().setName(Constants.R_TAGS + tag).setForced(true).call();
      git.reset().setMode(ResetType.HARD).call();
    }
    for (var other : others) {
      Files.deleteIfExists(home.resolve(other));
    }
  }

  private Set<String> files(String tag) throws IOException {
    try (var git = Git.open(home.toFile());
        var walk = new TreeWalk(git.getRepository())) {
      walk.addTree(git.getRepository().resolve(Constants.R_TAGS + tag + "^{tree}"));
      walk.setRecursive(true);
      var files = new TreeSet<String>();
      while (walk.next()) {
        files.add(walk.getPathString());
      }
      return files;
    }
  }

  /**
   * One release: what its patch ({@code git diff}) changes in the one before. Whoever changes a
   * line of the shop that a patch names changes the patch too.
   */
  private record Release(String tag, String message, Instant time) {

    void apply(Git git) throws IOException, GitAPIException {
      try (var patch = ShopResources.open("releases/" + tag + ".patch")) {
        git.apply().setPatch(patch).call();
      }
    }

    void commit(Git git) throws GitAPIException {
      var author = new PersonIdent("Demo shop", "shop@example.invalid", time, ZoneOffset.UTC);
      git.add().addFilepattern(".").setAll(true).call();
      git.commit()
          .setMessage(message)
          .setAuthor(author)
          .setCommitter(author)
          .setSign(false)
          .setNoVerify(true)
          .call();
      git.tag().setName(tag).setMessage(tag).setTagger(author).setSigned(false).call();
    }
  }
}
