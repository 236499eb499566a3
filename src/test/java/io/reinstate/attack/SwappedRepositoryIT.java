package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ReleasesSpec;
import io.reinstate.git.Revision;
import io.reinstate.git.Revisions;
import io.reinstate.host.LocalHost;
import io.reinstate.release.Builds;
import io.reinstate.release.Heads;
import io.reinstate.release.KnownGood;
import io.reinstate.release.Release;
import io.reinstate.release.ReleaseSettings;
import io.reinstate.release.Releases;
import io.reinstate.snapshot.Needs;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A repository, and the files that tell which release is live, are swapped for those of a directory
 * of root's, where a commit is that nobody else may have.
 */
@Tag("long")
class SwappedRepositoryIT {

  @TempDir Path directory;

  private SnapshotSettings settings;
  private Heads heads;
  private Releases releases;
  private Builds builds;
  private Path home;
  private Path outside;
  private String first;
  private String second;
  private String secret;

  @BeforeEach
  void anApplicationOfNobody() throws IOException {
    Swapping.needs();
    Needs.programs("git", "cp");
    Swapping.reachable(directory);
    settings = new SnapshotSettings(directory.resolve("snapshots"));
    var clock = Clock.systemUTC();
    var own = new ReleaseSettings(directory.resolve("builds"), Duration.ofSeconds(30));
    heads = new Heads(settings);
    releases = new Releases(new KnownGood(settings, clock), own);
    var snapshots = new Snapshots(settings, new LocalHost(), new Revisions(), clock);
    builds = new Builds(snapshots, own, new LocalHost(), clock);

    home = Files.createDirectory(directory.resolve("shop"));
    git(home, "init", "-q", "-b", "main");
    first = commit(home, "one");
    git(home, "tag", "v1-stable");
    second = commit(home, "two");
    outside = directory.resolve("outside");
    Needs.run(directory, "cp", "-a", home.toString(), outside.toString());
    secret = commit(outside, Swapping.SECRET);
    Files.createSymbolicLink(home.resolve("git"), outside.resolve(".git"));
    Swapping.handOver(home);
    Swapping.keep(outside);
  }

  private static String commit(Path workTree, String content) throws IOException {
    Files.createDirectories(workTree.resolve("d"));
    Files.writeString(workTree.resolve("d/file"), content);
    git(workTree, "add", "d");
    git(workTree, "commit", "-q", "-m", content);
    return git(workTree, "rev-parse", "HEAD").strip();
  }

  private static String git(Path workTree, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("git", "-c", "safe.directory=*"));
    command.addAll(List.of("-c", "user.name=t", "-c", "user.email=t@example.org"));
    command.addAll(List.of(arguments));
    return Needs.run(workTree, command.toArray(new String[0]));
  }

  private Application application() {
    return application(home, home);
  }

  private static Application application(Path home, Path repository) {
    var spec =
        new ReleasesSpec(
            repository, List.of("*-stable"), Optional.empty(), List.of(), List.of(), List.of());
    return ApplicationBuilder.shop(home).user(Swapping.owner()).releases(spec).build();
  }

  private Swapping swap() throws IOException {
    return Swapping.of(home.resolve(".git"), home.resolve("git"));
  }

  private Release secretRelease() {
    return new Release(
        new Revision(secret, List.of()), Instant.EPOCH, "", List.of(), false, Optional.empty());
  }

  @Test
  void headAndIndexOfTheOtherRepositoryStayAsTheyWere() throws IOException {
    var before = Swapping.state(outside);
    try (var swapping = swap()) {
      swapping
          .during(
              i -> {
                var key = "p-" + i;
                swapping.trying(() -> heads.move(application(), i % 2 == 0 ? first : second, key));
                heads.putBack(application(), key);
              })
          .succeeded()
          .wasRefused();
    }
    assertThat(Swapping.state(outside)).isEqualTo(before);
  }

  @Test
  void whereNobodySwapsTheHeadIsMovedAndItsFilesAreTheOwners() throws IOException {
    heads.move(application(), first, "p");

    assertThat(git(home, "rev-parse", "HEAD").strip()).isEqualTo(first);
    var owner = (int) Swapping.owner().uid();
    assertThat(Files.getAttribute(home.resolve(".git/HEAD"), "unix:uid")).isEqualTo(owner);
    assertThat(Files.getAttribute(home.resolve(".git/index"), "unix:uid")).isEqualTo(owner);
    heads.putBack(application(), "p");
    assertThat(git(home, "rev-parse", "HEAD").strip()).isEqualTo(second);
  }

  @Test
  void noReleaseOfTheOtherRepositoryIsFoundOrBuilt() throws IOException {
    var before = Swapping.state(outside);
    try (var swapping = swap()) {
      swapping
          .during(
              i -> {
                swapping.trying(() -> fail("found %s", releases.resolve(application(), secret)));
                swapping.trying(
                    () -> fail("built %s", builds.build(application(), secretRelease(), "p-" + i)));
                swapping.trying(() -> releases.known(application()));
              })
          .succeeded()
          .wasRefused();
    }
    assertThat(Swapping.state(outside)).isEqualTo(before);
  }

  @Test
  void whereNobodySwapsAReleaseIsBuilt() {
    var release = releases.resolve(application(), "v1-stable");

    assertThat(builds.build(application(), release, "p").toString()).startsWith("shop/");
  }

  @Test
  void alternatesLeadToNoObjectThatOnlyRootMayRead() throws IOException {
    var alternates = home.resolve(".git/objects/info/alternates");
    Files.writeString(alternates, outside.resolve(".git/objects") + "\n");
    Swapping.handOver(home);

    refuses(application());
  }

  @Test
  void aGitFileLeadsToNoRepositoryThatOnlyRootMayRead() throws IOException {
    var elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve(".git"), "gitdir: " + outside.resolve(".git") + "\n");
    Swapping.handOver(elsewhere);

    refuses(application(elsewhere, elsewhere));
  }

  @Test
  void aLinkLeadsToNoRepositoryThatOnlyRootMayRead() throws IOException {
    Files.move(home.resolve(".git"), home.resolve("own"));
    Files.move(home.resolve("git"), home.resolve(".git"));

    refuses(application());
  }

  @Test
  void aRemoteThatIsADirectoryLeadsToNoRepositoryThatOnlyRootMayRead() throws IOException {
    git(home, "remote", "add", "origin", outside.resolve(".git").toUri().toString());
    Swapping.handOver(home);
    var spec =
        new ReleasesSpec(home, List.of(), Optional.of("origin"), List.of(), List.of(), List.of());
    var application = ApplicationBuilder.shop(home).user(Swapping.owner()).releases(spec).build();

    assertThatThrownBy(() -> releases.resolve(application, secret))
        .isInstanceOf(ReinstateException.class);
    assertThat(object(secret)).doesNotExist();
    refuses(application);
  }

  @Test
  void aSubmoduleLeadsToNoRepositoryThatOnlyRootMayRead() throws IOException {
    var text = "[submodule \"s\"]\n\tpath = s\n\turl = " + outside.resolve(".git") + "\n";
    Files.writeString(home.resolve(".gitmodules"), text);
    git(home, "add", ".gitmodules");
    git(home, "update-index", "--add", "--cacheinfo", "160000," + secret + ",s");
    var commit = commit(home, "with a submodule");
    Swapping.handOver(home);

    var release = releases.resolve(application(), commit);
    assertThatThrownBy(() -> builds.build(application(), release, "p"))
        .isInstanceOf(ReinstateException.class)
        .hasMessageContaining("is not here");
  }

  private Path object(String id) {
    return home.resolve(".git/objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
  }

  private void refuses(Application application) {
    assertThatThrownBy(() -> releases.resolve(application, secret))
        .isInstanceOf(ReinstateException.class);
    assertThatThrownBy(() -> builds.build(application, secretRelease(), "p"))
        .isInstanceOf(ReinstateException.class);
  }

  /** The first release holds what only root's file holds; nothing says that it is live. */
  @Test
  void noFileOfTheOtherDirectorySaysWhatIsLive() throws IOException {
    var apart = directory.resolve("apart.git");
    var work = Files.createDirectory(directory.resolve("work"));
    git(work, "init", "-q", "-b", "main");
    commit(work, Swapping.SECRET);
    git(work, "tag", "v1-stable");
    commit(work, "two");
    git(directory, "clone", "-q", "--bare", work.toString(), apart.toString());
    var plain = Files.createDirectory(directory.resolve("plain"));
    Files.createDirectory(plain.resolve("d"));
    Files.writeString(plain.resolve("d/file"), "public");
    Files.createSymbolicLink(plain.resolve("e"), outside.resolve("d"));
    Swapping.handOver(plain);
    var application = application(plain, apart);

    try (var swapping = Swapping.of(plain.resolve("d"), plain.resolve("e"))) {
      swapping
          .during(i -> assertThat(releases.known(application).get(0).live()).isFalse())
          .succeeded();
    }
  }
}
