package io.reinstate.web.tasklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ModuleSpec;
import io.reinstate.catalog.application.ReleasesSpec;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.git.Revisions;
import io.reinstate.host.CommandResult;
import io.reinstate.release.KnownGood;
import io.reinstate.release.ReleaseSettings;
import io.reinstate.release.Releases;
import io.reinstate.rollback.record.Act;
import io.reinstate.rollback.record.Outcome;
import io.reinstate.rollback.record.RecordDatabase;
import io.reinstate.rollback.record.Rollbacks;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotLabel;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartFormsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;
  private Application shop;
  private Snapshots snapshots;
  private final RecordDatabase record = new RecordDatabase();
  private Rollbacks rollbacks;
  private StartForms forms;

  static List<String> names() throws IOException {
    try (var files = Files.list(Path.of("forms"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".form", ""))
          .filter(name -> name.startsWith("start-"))
          .sorted()
          .toList();
    }
  }

  @BeforeEach
  void open() throws IOException {
    var home = Files.createDirectories(directory.resolve("shop"));
    Files.writeString(home.resolve("limits"), "100");
    var files = new FilePatterns(List.of("**"), List.of());
    shop =
        ApplicationBuilder.shop(home)
            .title("The \"best\" shop")
            .modules(
                Map.of(
                    new ModuleId("payment"),
                    new ModuleSpec("Payment", files, Optional.empty(), List.of())))
            .build();
    snapshots =
        new Snapshots(
            new SnapshotSettings(directory.resolve("snapshots")),
            (command, lines) -> new CommandResult(0, "", false, Duration.ZERO),
            new Revisions(),
            CLOCK);
    var catalog = new Catalog(List.of(shop));
    rollbacks = record.rollbacks(CLOCK, catalog);
    forms = forms(catalog);
  }

  private StartForms forms(Catalog catalog) {
    var releases =
        new Releases(
            new KnownGood(new SnapshotSettings(directory.resolve("snapshots")), CLOCK),
            new ReleaseSettings(directory.resolve("releases"), Duration.ofSeconds(1)));
    return new StartForms(
        KnownRunbooks.ALL, new StartLists(catalog, snapshots, rollbacks, releases, CLOCK));
  }

  @AfterEach
  void closeRecord() {
    record.close();
  }

  @Test
  void releasesCanBeChosenThatAreKnownGood() throws Exception {
    try (var git = Git.init().setDirectory(shop.home().toFile()).call()) {
      for (var release : List.of("v1-stable", "v2-stable", "v3")) {
        var committer = new PersonIdent("Ada", "ada@example.org", CLOCK.instant(), ZoneOffset.UTC);
        git.commit().setSign(false).setCommitter(committer).setMessage("All of " + release).call();
        git.tag().setSigned(false).setAnnotated(false).setName(release).call();
      }
    }
    var inGit =
        ApplicationBuilder.shop(shop.home())
            .title(shop.title())
            .releases(
                new ReleasesSpec(
                    shop.home(),
                    List.of("*-stable"),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of()))
            .build();
    forms = forms(new Catalog(List.of(inGit)));

    assertThat(field("start-code-rollback", "application").path("defaultValue").asText())
        .isEqualTo("shop");
    assertThat(field("start-code-rollback", "revision").path("valuesExpression").asText())
        .contains("v2-stable (", "0 s old, All of v2-stable", "v1-stable (")
        .doesNotContain("All of v3")
        .endsWith("[app = application]");
  }

  @Test
  void anApplicationWithoutReleasesHasNoneToChoose() throws IOException {
    assertThat(forms.form("start-module-rollback")).isPresent();
    assertThat(field("start-code-rollback", "revision").path("valuesExpression").asText())
        .isEqualTo("=[][app = application]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code",
        "component",
        "configuration",
        "database",
        "feature-toggle",
        "full",
        "manual",
        "phase",
        "service",
        "traffic"
      })
  void anApplicationIsOfferedOnlyForWhatItHas(String kind) throws IOException {
    var application = field("start-" + kind + "-rollback", "application");

    assertThat(application.path("valuesExpression").asText()).isEqualTo("=[]");
    assertThat(application.path("defaultValue").asText()).isEmpty();
    assertThat(isHidden("start-" + kind + "-rollback", "Text_NoApplication")).isFalse();
    assertThat(field("start-module-rollback", "application").path("defaultValue").asText())
        .isEqualTo("shop");
  }

  @Test
  void aFormSaysNothingOfWhatIsThere() throws IOException {
    stable("It served all day.");
    open("i-1");

    assertThat(isHidden("start-module-rollback", "Text_NoApplication")).isTrue();
    assertThat(isHidden("start-cancel-rollback", "Text_NoRollback")).isTrue();
    assertThat(isHidden("start-mark-snapshot-stable", "Text_NoSnapshot", "shop")).isTrue();
  }

  @Test
  void aFormSaysThatThereIsNothingToChoose() throws IOException {
    assertThat(isHidden("start-cancel-rollback", "Text_NoRollback")).isFalse();
    assertThat(isHidden("start-mark-snapshot-stable", "Text_NoSnapshot", "shop")).isFalse();
    assertThat(isHidden("start-mark-snapshot-stable", "Text_NoSnapshot", null)).isTrue();
  }

  @Test
  void togglesCanGoBackToSnapshotsThatRecordedThem() throws IOException {
    Files.writeString(shop.home().resolve("shop.env"), "SEARCH=fast\n");
    var toggle =
        new ToggleSpec(
            "Search",
            new ToggleSwitch.InFile(
                shop.home().resolve("shop.env"), ToggleSwitch.Format.ENV, "SEARCH"),
            "on",
            "off",
            Optional.empty(),
            ToggleSpec.Apply.NOTHING,
            List.of());
    var switchable =
        ApplicationBuilder.shop(shop.home())
            .toggles(Map.of(new ToggleId("search"), toggle))
            .build();
    snapshots.take(shop, SnapshotLabel.MANUAL);
    var recorded = snapshots.take(switchable, SnapshotLabel.MANUAL);
    forms = forms(new Catalog(List.of(switchable)));

    assertThat(field("start-feature-toggle-rollback", "target").path("valuesExpression").asText())
        .isEqualTo(
            "=[{label: \"0 s old, manual, search: fast\", value: \""
                + recorded.id()
                + "\", app: \"shop\"}][app = application]");
  }

  @Test
  void theFormOfASnapshotSaysWhatIsInIt() throws IOException {
    assertThat(component("start-take-snapshot", "id", "Text_Intro").path("text").asText())
        .contains("managed files", "databases", "system state");
  }

  @Test
  void whatRunsCanBeChosenToBeCancelled() throws IOException {
    open("i-1");

    assertThat(field("start-cancel-rollback", "rollback").path("valuesExpression").asText())
        .contains("shop-0001, module rollback", "by olivia", "value: \"shop-0001\"");

    rollbacks.close("i-1", Outcome.RESTORED, Optional.empty());

    assertThat(field("start-cancel-rollback", "rollback").path("valuesExpression").asText())
        .isEqualTo("=[]");
  }

  private void open(String instance) {
    rollbacks.open(
        new Act(
            instance,
            "module-rollback",
            shop.id(),
            "olivia",
            Optional.empty(),
            Optional.empty(),
            Optional.of("Nobody can pay.")));
  }

  private Snapshot stable(String reason) {
    var taken = snapshots.take(shop, SnapshotLabel.MANUAL);
    return snapshots.markStable(taken.id(), "samir", reason);
  }

  private JsonNode field(String form, String key) throws IOException {
    return component(form, "key", key);
  }

  private JsonNode component(String form, String property, String value) throws IOException {
    for (var component :
        new ObjectMapper().readTree(forms.form(form).orElseThrow()).get("components")) {
      if (component.path(property).asText().equals(value)) {
        return component;
      }
    }
    throw new AssertionError(form + " has nothing whose " + property + " is " + value);
  }

  private boolean isHidden(String form, String id) throws IOException {
    return isHidden(form, id, null);
  }

  /**
   * @param application that was chosen
   */
  private boolean isHidden(String form, String id, String application) throws IOException {
    var condition = component(form, "id", id).at("/conditional/hide").asText();
    return new ScalaFeelEngine(List.of())
        .evaluateSimpleExpression(
            condition.substring(1),
            Variables.putValue("application", application).asVariableContext());
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyMarkOfEveryFormIsFilledInAndTheFormIsJson(String name) throws IOException {
    stable("It served \"all\" day\nand \\ night.");

    var form = forms.form(name).orElseThrow();

    assertThat(form).doesNotContain("${");
    assertThat(new ObjectMapper().readTree(form).get("id").asText()).isEqualTo(name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFormIsJsonWithoutAnySnapshot(String name) throws IOException {
    var form = forms.form(name).orElseThrow();

    assertThat(form).doesNotContain("${");
    assertThat(new ObjectMapper().readTree(form).get("components")).isNotEmpty();
  }

  @Test
  void thereIsAFormToLookAt() throws IOException {
    assertThat(names()).isNotEmpty();
  }

  @Test
  void aNameWithQuotesStaysALiteral() throws IOException {
    assertThat(field("start-take-snapshot", "application").get("valuesExpression").asText())
        .isEqualTo("=[{label: \"The \\\"best\\\" shop\", value: \"shop\", app: \"\"}]");
  }

  @Test
  void theNewestStableSnapshotIsChosenAndOffered() throws IOException {
    var snapshot = stable("served all day");

    var target = field("start-emergency-rollback", "target");

    assertThat(target.get("defaultValue").asText()).isEqualTo(snapshot.id().toString());
    assertThat(target.get("valuesExpression").asText())
        .contains("value: \"" + snapshot.id() + "\"", "stable: served all day (samir)");
    assertThat(target.get("conditional").get("hide").asText()).contains("[\"shop\"]");
  }

  @Test
  void aSnapshotThatNobodyMarkedIsNoTargetOfAnEmergency() throws IOException {
    var taken = snapshots.take(shop, SnapshotLabel.MANUAL);

    assertThat(field("start-emergency-rollback", "target").toString())
        .doesNotContain(taken.id().toString());
    assertThat(field("start-module-rollback", "target").toString()).contains(taken.id().toString());
  }

  @Test
  void modulesAreOfferedByTheirTitle() throws IOException {
    assertThat(field("start-module-rollback", "module").get("valuesExpression").asText())
        .isEqualTo("=[{label: \"Payment\", value: \"payment\", app: \"shop\"}][app = application]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "take-over",
        "start-no-such",
        "../application",
        "start-../take-over",
        "",
        "start-"
      })
  void anythingElseIsNoStartForm(String name) {
    assertThat(forms.form(name)).isEmpty();
  }
}
