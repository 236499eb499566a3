package io.reinstate.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.git.KeptReleases.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptReleasesTest {

  private static final String ONE = "1".repeat(40);
  private static final String TWO = "2".repeat(40);

  @TempDir Path root;

  private Path home;

  @BeforeEach
  void open() throws IOException {
    home = Files.createDirectories(root.toRealPath().resolve("shop"));
  }

  @Test
  void orderIsThatOfTheirDeployments() throws IOException {
    for (var name : new String[] {"9", "10", "20261129120000", "20261128120000", "old"}) {
      release(name, ONE);
    }
    lead("releases/20261128120000");

    assertThat(kept().all().stream().map(Kept::name))
        .containsExactly("20261129120000", "20261128120000", "10", "9", "old");
    assertThat(kept().beforeLive().stream().map(Kept::name)).containsExactly("10", "9", "old");
  }

  @ParameterizedTest
  @CsvSource({
    "releases/1, 1",
    "./releases/1, 1",
    "releases/1/, 1",
    "HOME/releases/1, 1",
    "releases/2, ",
    "releases, ",
    "releases/1/web, ",
    "../shop/releases/1, ",
    "HOME/../shop/releases/1, ",
    "/releases/1, ",
    "releases/.., ",
    "shared, "
  })
  void liveIsWhatTheLinkLeadsTo(String target, String name) throws IOException {
    release("1", ONE);
    lead(target.replace("HOME", home.toString()));

    assertThat(kept().live().map(Kept::name)).isEqualTo(Optional.ofNullable(name));
  }

  @Test
  void nothingButTheIdOfACommitIsRead() throws IOException {
    release("1", ONE + "\n");
    release("2", "secret of " + ONE);
    release("3", ONE + "00");
    Files.createDirectories(home.resolve("releases/4"));
    release("5", "");
    var elsewhere = Files.writeString(root.resolve("elsewhere"), TWO);
    Files.createDirectories(home.resolve("releases/6"));
    Files.createSymbolicLink(home.resolve("releases/6/REVISION"), elsewhere);
    Files.createDirectories(home.resolve("releases/7/REVISION"));

    assertThat(kept().all())
        .allSatisfy(
            each ->
                assertThat(each.commit())
                    .isEqualTo(each.name().equals("1") ? Optional.of(ONE) : Optional.empty()))
        .hasSize(7);
  }

  @Test
  void linkInPlaceOfAReleaseIsNone() throws IOException {
    release("1", ONE);
    Files.createSymbolicLink(home.resolve("releases/2"), Path.of("1"));
    lead("releases/2");

    assertThat(kept().all()).hasSize(1);
    assertThat(kept().live()).isEmpty();
    assertThat(kept().beforeLive()).isEmpty();
  }

  @Test
  @Timeout(20)
  void pipeInPlaceOfTheRevisionDoesNotHoldUp() throws Exception {
    Files.createDirectories(home.resolve("releases/1"));
    var pipe = home.resolve("releases/1/REVISION").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();

    assertThat(kept().all()).containsExactly(new Kept("1", Optional.empty()));
  }

  @Test
  void releasesOfACommitAreFoundTheLastFirstAndAnotherThanTheLiveOne() throws IOException {
    release("1", ONE);
    release("2", ONE);
    release("3", TWO);
    release("4", ONE);
    lead("releases/4");

    assertThat(kept().of(ONE).map(Kept::name)).contains("2");
    assertThat(kept().of(TWO).map(Kept::name)).contains("3");
    assertThat(kept().of("3".repeat(40))).isEmpty();
    lead("releases/3");
    assertThat(kept().of(ONE).map(Kept::name)).contains("4");
    assertThat(kept().of(TWO).map(Kept::name)).contains("3");
  }

  @Test
  void linkIsWrittenAsItWas() throws IOException {
    release("1", ONE);
    release("2", TWO);
    var one = new Kept("1", Optional.of(ONE));
    lead(home + "/releases/2");
    assertThat(kept().target(one)).isEqualTo(home + "/releases/1");
    lead("releases/2");
    assertThat(kept().target(one)).isEqualTo("releases/1");
    lead("elsewhere/2");
    assertThat(kept().target(one)).isEqualTo("releases/1");
  }

  @Test
  void homeThatIsALinkIsNotRead() throws IOException {
    release("1", ONE);
    var link = Files.createSymbolicLink(root.toRealPath().resolve("www"), home);

    assertThatThrownBy(
            () -> KeptReleases.of(ApplicationBuilder.shop(link).keepingReleases().build()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a link");
  }

  private KeptReleases kept() throws IOException {
    return KeptReleases.of(ApplicationBuilder.shop(home).keepingReleases().build());
  }

  private void release(String name, String revision) throws IOException {
    Files.createDirectories(home.resolve("releases").resolve(name));
    Files.writeString(home.resolve("releases").resolve(name).resolve("REVISION"), revision);
  }

  private void lead(String target) throws IOException {
    Files.deleteIfExists(home.resolve("current"));
    Files.createSymbolicLink(home.resolve("current"), Path.of(target));
  }
}
