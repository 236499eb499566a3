package io.reinstate.health;

import static io.reinstate.health.Verdict.HEALTHY;
import static io.reinstate.health.Verdict.UNHEALTHY;
import static io.reinstate.health.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.SnapshotLabel;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a git repository and a server that tells a revision. */
class RevisionProbeTest {

  private static final String BY_FILE =
      "{ name: version, timeout: 10s, revision: { file: app/VERSION } }";

  @TempDir Path directory;
  private final WebServer server = new WebServer();
  private CatalogShop shop;
  private Git git;

  @BeforeEach
  void release() throws Exception {
    shop = new CatalogShop(directory);
    git = Git.init().setDirectory(shop.home.toFile()).call();
  }

  @AfterEach
  void stop() {
    git.close();
    server.close();
  }

  @Test
  void tagOfTheHeadIsHealthy() throws Exception {
    release("v1.0.0");

    assertThat(shop.ask(BY_FILE).verdict()).isEqualTo(HEALTHY);
  }

  @Test
  void commitOfTheHeadByHttpIsHealthy() throws Exception {
    var commit = release("v1.0.0");
    server.answers("/health", 200, "{\"git\":{\"commit\":\"" + commit.substring(0, 7) + "\"}}");

    assertThat(shop.ask(byHttp()).verdict()).isEqualTo(HEALTHY);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6})
  void whatIsTooShortForACommitIsUnhealthy(int length) throws Exception {
    var commit = release("v1.0.0");
    server.answers(
        "/health", 200, "{\"git\":{\"commit\":\"" + commit.substring(0, length) + "\"}}");

    assertThat(shop.ask(byHttp()).verdict()).isEqualTo(UNHEALTHY);
  }

  @Test
  void anotherRevisionIsUnhealthy() throws Exception {
    var commit = release("v1.0.0");
    server.answers("/health", 200, "{\"git\":{\"commit\":\"abc\"}}");

    var result = shop.ask(byHttp());

    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
    assertThat(result.reason())
        .isEqualTo("version says «abc», expected v1.0.0 (" + commit.substring(0, 7) + ")");
  }

  @Test
  void restoreThatIsNewerThanTheHeadDecidesUntilTheHeadMoves() throws Exception {
    release("v1.0.0");
    var application = shop.with(BY_FILE);
    var good = shop.snapshots.takeFiles(application, SnapshotLabel.INITIAL, "initial-files");
    release("v1.1.0");
    assertThat(shop.ask(BY_FILE).verdict()).isEqualTo(HEALTHY);
    shop.exchanges.stage(application, good.id(), Selection.everything(), "shop-0001.1");
    shop.exchanges.exchange(application, "shop-0001.1");

    assertThat(shop.home.resolve("app/VERSION")).hasContent("v1.0.0");
    assertThat(shop.ask(BY_FILE).verdict()).isEqualTo(HEALTHY);
    shop.exchanges.confirm(application, "shop-0001.1");
    assertThat(shop.ask(BY_FILE).verdict()).isEqualTo(HEALTHY);

    shop.write("app/VERSION", "v1.1.0");
    assertThat(shop.ask(BY_FILE).verdict()).isEqualTo(UNHEALTHY);
  }

  @Test
  void homeWithoutARepositoryCannotTell() {
    var plain = new CatalogShop(directory.resolve("plain"));
    plain.write("app/VERSION", "v1.0.0");

    assertThat(plain.ask(BY_FILE).verdict()).isEqualTo(UNKNOWN);
  }

  @Test
  void fileThatIsNotThereIsUnhealthy() throws Exception {
    release("v1.0.0");

    var result = shop.ask("{ name: version, revision: { file: app/NONE } }");

    assertThat(result.verdict()).isEqualTo(UNHEALTHY);
    assertThat(result.reason()).contains("version: there is no file", "app/NONE");
  }

  private String byHttp() {
    return "{ name: version, timeout: 10s, revision: { url: \"%s\", pointer: /git/commit } }"
        .formatted(server.url("/health"));
  }

  private String release(String tag) throws Exception {
    shop.write("app/VERSION", tag);
    git.add().addFilepattern(".").call();
    var commit = git.commit().setMessage(tag).setSign(false).call();
    git.tag().setName(tag).setAnnotated(false).call();
    return commit.getName();
  }
}
