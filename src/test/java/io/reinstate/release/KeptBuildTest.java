package io.reinstate.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ReleasesSpec;
import io.reinstate.exchange.ExchangeFailed;
import io.reinstate.snapshot.RestoreRefused;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.storage.Durable;
import io.reinstate.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases that a deployment tool keeps side by side, of commits of a real repository. */
class KeptBuildTest {

  @TempDir Path directory;

  private GitShop git;
  private Path home;
  private String one;
  private String two;
  private String three;

  @BeforeEach
  void deployThreeReleases() throws IOException {
    git = new GitShop(directory.toRealPath());
    home = directory.toRealPath().resolve("app");
    one = git.write("page", "one").commit("Make it one");
    git.git("tag", "v1-stable");
    two = git.write("page", "two").commit("Make it two");
    three = git.write("page", "three").commit("Make it three");
    Files.createDirectories(home.resolve("shared/config"));
    Files.writeString(home.resolve("shared/config/app.env"), "A=1");
    deploy("1", one);
    deploy("2", two);
    deploy("3", three);
  }

  /** What {@code cap deploy} does: the mirror, the files of the commit, its id, the link. */
  private void deploy(String name, String commit) throws IOException {
    Durable.delete(home.resolve("repo"));
    git.git(home, "clone", "-q", "--mirror", git.home.toString(), home.resolve("repo").toString());
    var release = Files.createDirectories(home.resolve("releases").resolve(name));
    Files.writeString(release.resolve("page"), git.git("show", commit + ":page"));
    Files.writeString(release.resolve("REVISION"), commit + "\n");
    lead(release.toString());
  }

  private void lead(String target) throws IOException {
    Files.deleteIfExists(home.resolve("current"));
    Files.createSymbolicLink(home.resolve("current"), Path.of(target));
  }

  private Application application() {
    return application("shared/config/**", "current");
  }

  private Application application(String... files) {
    return ApplicationBuilder.shop(home)
        .keepingReleases()
        .files(files)
        .releases(
            new ReleasesSpec(
                home.resolve("repo"),
                List.of("v*-stable"),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of()))
        .build();
  }

  private SnapshotId build(String revision) {
    var release = git.releases.resolve(application(), revision);
    return git.builds.build(application(), release, "p-build");
  }

  private void exchange(SnapshotId snapshot) {
    git.exchanges.stage(application(), snapshot, Selection.everything(), "plan");
    git.exchanges.exchange(application(), "plan");
  }

  private String current() throws IOException {
    return Files.readSymbolicLink(home.resolve("current")).toString();
  }

  /** All but the link: content, and when it was written. */
  private Map<String, String> files() throws IOException {
    var found = new TreeMap<String, String>();
    try (var paths = Files.walk(home)) {
      for (var path :
          paths.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)).toList()) {
        found.put(path.toString(), Sha256.of(path) + " " + Files.getLastModifiedTime(path));
      }
    }
    return found;
  }

  @Test
  void releaseDeployedBeforeTheLiveOneIsTheDefault() {
    var chosen = git.releases.lastKnownGood(application()).orElseThrow();

    assertThat(chosen.commit()).isEqualTo(two);
    assertThat(chosen.knownGood()).containsExactly("release 2, kept");
    assertThat(git.releases.known(application()))
        .extracting(Release::commit, Release::live)
        .contains(tuple(one, false));
  }

  @Test
  void goingBackMovesTheLinkAndNothingElse() throws IOException {
    var before = files();

    exchange(build("v1-stable"));

    assertThat(current()).isEqualTo(home + "/releases/1");
    assertThat(home.resolve("current/page")).hasContent("one");
    assertThat(files()).isEqualTo(before);
    assertThat(git.releases.change(application(), one).from().orElseThrow().commit())
        .isEqualTo(one);

    git.exchanges.revert(application(), "plan");
    assertThat(current()).isEqualTo(home + "/releases/3");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void linkThatIsRelativeStaysRelative() throws IOException {
    lead("releases/3");

    exchange(build(two));

    assertThat(current()).isEqualTo("releases/2");
  }

  @Test
  void nothingIsBuiltAndASecondRunFindsTheFirst() throws IOException {
    var built = build(two);

    assertThat(build(two)).isEqualTo(built);
    assertThat(git.builds.built(application(), git.releases.resolve(application(), two)))
        .contains(built);
    assertThat(git.builds.log(application(), "p-build"))
        .content()
        .contains("Nothing is built: it is kept in releases/2");
    lead("releases/3");
    assertThat(git.builds.built(application(), git.releases.resolve(application(), two))).isEmpty();
  }

  @Test
  void releaseThatIsNotKeptIsRefusedWithThoseThatAre() throws IOException {
    Durable.delete(home.resolve("releases/1"));
    var gone = git.releases.resolve(application(), "v1-stable");

    assertThatThrownBy(() -> git.builds.requireKept(application(), gone))
        .isInstanceOf(ReleaseNotFound.class)
        .hasMessageContaining("No release of v1-stable (" + one.substring(0, 7) + ") is kept")
        .hasMessageContaining("Deploy it with your tool, or choose one of: ")
        .hasMessageContaining(two.substring(0, 7) + " (releases/2)");
    assertThatThrownBy(() -> build("v1-stable")).isInstanceOf(ReleaseNotFound.class);
    assertThat(git.releases.known(application()))
        .as("known good, but nobody can go back to it")
        .noneMatch(release -> release.commit().equals(one));
  }

  @Test
  void commitThatIsDeployedAgainIsPassedOverUnlessItIsNamed() throws IOException {
    deploy("4", three);

    assertThat(git.releases.lastKnownGood(application()).map(Release::commit)).contains(two);
    exchange(build(three));
    assertThat(current()).isEqualTo(home + "/releases/3");
  }

  @Test
  void snapshotNotesTheLiveReleaseAndIsRefusedWhenThatIsGone() throws IOException {
    lead(home + "/releases/2");
    var taken = git.snapshots.take(application(), SnapshotLabel.MANUAL);
    lead(home + "/releases/3");

    assertThat(taken.revision().orElseThrow().commit()).isEqualTo(two);
    assertThat(git.snapshots.release(application(), taken.id())).contains("2");
    assertThat(git.snapshots.releaseGone(application(), taken.id())).isEmpty();

    git.exchanges.stage(application(), taken.id(), Selection.everything(), "plan");
    Durable.delete(home.resolve("releases/2"));

    assertThat(git.snapshots.releaseGone(application(), taken.id()))
        .contains("goes back to releases/2, which is gone");
    assertThatThrownBy(
            () -> git.exchanges.stage(application(), taken.id(), Selection.everything(), "plan"))
        .isInstanceOf(RestoreRefused.class)
        .hasMessageContaining("goes back to releases/2, which is gone");
    assertThat(current()).isEqualTo(home + "/releases/3");
  }

  @Test
  void filesThatAreSharedComeBackWithTheLink() throws IOException {
    var taken = git.snapshots.take(application(), SnapshotLabel.MANUAL);
    Files.writeString(home.resolve("shared/config/app.env"), "A=2");
    lead("releases/1");

    exchange(taken.id());

    assertThat(home.resolve("shared/config/app.env")).hasContent("A=1");
    assertThat(current()).isEqualTo(home + "/releases/3");
  }

  @Test
  void snapshotOfBeforeTheCatalogSaidSoWritesIntoNoRelease() throws IOException {
    var plain = ApplicationBuilder.shop(home).files("**").build();
    var taken = git.snapshots.take(plain, SnapshotLabel.MANUAL);
    Files.writeString(home.resolve("releases/3/page"), "deployed anew");
    var before = files();

    exchange(taken.id());

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void fileThatIsCalledLikeOneOfTheRepositoryStays() throws IOException {
    Files.writeString(home.resolve("page"), "not the release's");
    var application = application("page", "current");
    var release = git.releases.resolve(application, two);
    var target = git.builds.build(application, release, "p-build");

    assertThat(git.exchanges.compare(application, target, Selection.everything()).removed())
        .isEmpty();
  }

  @Test
  void deployMeanwhileIsAnotherDifference() throws IOException {
    var target = build("v1-stable");
    var planned = git.exchanges.compare(application(), target, Selection.everything());
    assertThat(planned.changed()).containsExactly("current");

    deploy("4", two);

    assertThat(git.exchanges.compare(application(), target, Selection.everything()).digest())
        .isNotEqualTo(planned.digest());
  }

  @Test
  void linkThatBecomesADirectoryIsNotWrittenInto() throws IOException {
    var target = build("v1-stable");
    git.exchanges.stage(application(), target, Selection.everything(), "plan");
    Files.delete(home.resolve("current"));
    Files.createDirectories(home.resolve("current"));
    Files.writeString(home.resolve("current/page"), "whose?");

    assertThatThrownBy(() -> git.exchanges.exchange(application(), "plan"))
        .isInstanceOf(ExchangeFailed.class);
    assertThat(home.resolve("current/page")).hasContent("whose?");
  }
}
