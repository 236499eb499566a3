package io.reinstate.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.rule.CatalogProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Files of the catalog change while Reinstate runs. */
@ExtendWith(OutputCaptureExtension.class)
class CatalogReloadTest {

  private static final Instant EDITED = Instant.parse("2026-11-30T10:04:12Z");

  @TempDir Path root;

  private final Set<ApplicationId> held = new HashSet<>();
  private Instant now = EDITED;
  private CatalogFixture files;
  private Catalog catalog;
  private CatalogReload reload;

  @BeforeEach
  void start() throws IOException {
    files = new CatalogFixture(root.toRealPath());
    write("shop", "Shop", "");
    write("zoo", "Zoo", "");
    var loader = new CatalogLoader(root.resolve("state"));
    catalog = loader.load(List.of(files.directory()));
    InstantSource source = () -> now;
    reload =
        new CatalogReload(
            catalog,
            loader,
            List.of(files.directory()),
            () -> held,
            source.withZone(ZoneOffset.UTC));
    reload.look();
  }

  private void write(String name, String title, String more) throws IOException {
    files.with(
        name,
        """
        application: %s
        title: %s
        home: ../%1$s
        files: { include: ["app/**"] }
        """
                .formatted(name, title)
            + more);
    Files.setLastModifiedTime(file(name), FileTime.from(EDITED));
  }

  private Path file(String name) throws IOException {
    return files.directory().resolve(name + ".yaml");
  }

  private void lookTwice() {
    reload.look();
    reload.look();
  }

  private Application application(String name) {
    return catalog.application(new ApplicationId(name));
  }

  private List<String> names() {
    return catalog.applications().stream().map(each -> each.id().value()).toList();
  }

  @Test
  void editCountsWhenTwoLooksSeeTheSame() throws IOException {
    write("shop", "Market", "");

    reload.look();
    assertThat(application("shop").title()).isEqualTo("Shop");

    reload.look();
    assertThat(application("shop").title()).isEqualTo("Market");
  }

  @Test
  void fileThatIsBeingWrittenIsNotRead() throws IOException {
    write("shop", "M", "");
    reload.look();
    write("shop", "Ma", "");
    reload.look();
    write("shop", "Mar", "");
    reload.look();

    assertThat(application("shop").title()).isEqualTo("Shop");
  }

  @Test
  void editWithProblemsDoesNotCountAndIsToldOnce(CapturedOutput output) throws IOException {
    var before = application("shop");
    write("shop", "Market", "colour: blue\n");
    lookTwice();
    reload.look();

    assertThat(application("shop")).isSameAs(before);
    assertThat(names()).containsExactly("shop", "zoo");
    assertThat(catalog.refused()).isEmpty();
    assertThat(catalog.unheeded())
        .singleElement()
        .satisfies(
            edit -> {
              assertThat(edit.edited()).contains(EDITED);
              assertThat(edit.sentence())
                  .isEqualTo(
                      "The edit of 2026-11-30T10:04:12Z of shop does not count; what was right"
                          + " before stays in force");
              assertThat(edit.problems()).extracting(CatalogProblem::path).contains("colour");
            });
    assertThat(output.getOut().split("does not count", -1)).hasSize(2);
  }

  @Test
  void correctedEditCounts() throws IOException {
    write("shop", "Market", "colour: blue\n");
    lookTwice();
    write("shop", "Market", "");
    lookTwice();

    assertThat(application("shop").title()).isEqualTo("Market");
    assertThat(catalog.unheeded()).isEmpty();
  }

  @Test
  void newFileJoinsAndOneWithProblemsIsRefusedAlone() throws IOException {
    write("park", "Park", "");
    write("pool", "Pool", "colour: blue\n");
    lookTwice();

    assertThat(names()).containsExactly("park", "shop", "zoo");
    assertThatThrownBy(() -> application("pool"))
        .isInstanceOf(ApplicationRefused.class)
        .hasMessageContaining("colour: There is no such key.");
  }

  @Test
  void everyPreparationSeesANewApplicationBeforeAnybodyFindsIt() throws IOException {
    var prepared = new ArrayList<String>();
    catalog.prepare(
        applications -> {
          assertThat(names()).doesNotContain("park");
          applications.forEach(each -> prepared.add(each.id().value()));
        });
    write("park", "Park", "");
    lookTwice();

    assertThat(prepared).contains("park");
    assertThat(names()).contains("park");
  }

  @Test
  void applicationWhoseFileIsGoneLeavesButNotWhileAnActRunsOnIt() throws IOException {
    held.add(new ApplicationId("shop"));
    Files.delete(file("shop"));
    Files.delete(file("zoo"));

    lookTwice();
    assertThat(names()).containsExactly("shop");

    held.clear();
    reload.look();
    assertThat(names()).isEmpty();
  }

  @Test
  void newApplicationThatClaimsTheHomeOfOneInForceIsRefusedAndTheOtherWorksOn() throws IOException {
    write("thief", "Thief", "");
    Files.writeString(
        file("thief"), Files.readString(file("thief")).replace("../thief", "../shop"));
    lookTwice();

    assertThat(names()).containsExactly("shop", "zoo");
    assertThat(catalog.refused()).extracting(RefusedApplication::name).containsExactly("thief");
    assertThat(catalog.unheeded())
        .singleElement()
        .satisfies(
            edit ->
                assertThat(edit.sentence())
                    .isEqualTo("shop works on as it was, but its file is not right any more"));
  }

  @Test
  void homeThatVanishesIsToldWithinAMinuteAndTheApplicationWorksOn() throws IOException {
    Files.delete(files.home("shop"));
    lookTwice();
    assertThat(catalog.unheeded()).isEmpty();

    now = now.plus(Duration.ofMinutes(1));
    reload.look();
    assertThat(names()).contains("shop");
    assertThat(catalog.unheeded())
        .singleElement()
        .satisfies(edit -> assertThat(edit.problems()).allMatch(CatalogProblem::ofMachine));

    files.home("shop");
    now = now.plus(Duration.ofMinutes(1));
    reload.look();
    assertThat(catalog.unheeded()).isEmpty();
  }

  @Test
  void whatIsRefusedForItsHomeIsAcceptedOnceThatIsThere() throws IOException {
    write("park", "Park", "");
    Files.delete(files.home("park"));
    lookTwice();
    assertThat(catalog.refused()).extracting(RefusedApplication::name).containsExactly("park");

    files.home("park");
    now = now.plus(Duration.ofMinutes(1));
    reload.look();
    assertThat(names()).contains("park");
    assertThat(catalog.refused()).isEmpty();
  }

  @Test
  void onDemandEverythingIsReadAtOnce() throws IOException {
    write("shop", "Market", "");
    Files.delete(files.home("zoo"));

    reload.reload();

    assertThat(application("shop").title()).isEqualTo("Market");
    assertThat(catalog.unheeded())
        .extracting(edit -> edit.application().value())
        .containsExactly("zoo");
  }

  @Test
  void directoryThatIsGoneChangesNothing(CapturedOutput output) throws IOException {
    var directory = files.directory();
    Files.move(directory, root.resolve("away"));
    lookTwice();

    assertThat(names()).containsExactly("shop", "zoo");
    assertThat(output.getOut().split("The catalog stays as it was", -1)).hasSize(2);
    assertThatThrownBy(() -> reload.reload()).isInstanceOf(CatalogInvalid.class);

    Files.move(root.resolve("away"), directory);
    write("shop", "Market", "");
    lookTwice();
    assertThat(application("shop").title()).isEqualTo("Market");
  }

  @Test
  void changedPartChangesWhoeverExtendsIt() throws IOException {
    var shared = Files.createDirectories(files.directory().resolve("shared"));
    Files.writeString(shared.resolve("logs.yaml"), "data: [\"log/**\"]\n");
    write("shop", "Shop", "extends: [logs]\n");
    lookTwice();
    assertThat(application("shop").data()).containsExactly("log/**");

    Files.writeString(shared.resolve("logs.yaml"), "data: [\"logs/**\"]\n");
    lookTwice();
    assertThat(application("shop").data()).containsExactly("logs/**");
    assertThat(application("zoo").data()).isEmpty();

    Files.delete(shared.resolve("logs.yaml"));
    lookTwice();
    assertThat(application("shop").data()).containsExactly("logs/**");
    assertThat(catalog.unheeded()).hasSize(1);
  }

  @Test
  void whatWasGivenOutDescribesItselfLaterWhateverTheCatalogSays() throws IOException {
    write("shop", "Shop", "extends: []\ndata: [\"data/**\"]\n");
    lookTwice();
    var description = catalog.description(new ApplicationId("shop")).orElseThrow();
    var application = application("shop");
    Files.delete(file("shop"));
    lookTwice();

    assertThat(new Description(description.content()).application()).isEqualTo(application);
  }

  @Test
  void descriptionOfAUserWhoIsGoneIsNoDescriptionOfSomebodyElse() {
    var content =
        catalog
            .description(new ApplicationId("shop"))
            .orElseThrow()
            .content()
            .replaceAll("\"user\":\"[^\"]*\"", "\"user\":\"nobody-of-that-name\"");

    assertThatThrownBy(() -> new Description(content).application())
        .isInstanceOf(NotDescribed.class)
        .hasMessageContaining("no user «nobody-of-that-name»");
  }
}
