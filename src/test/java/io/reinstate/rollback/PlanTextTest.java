package io.reinstate.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.runbook.KnownRunbooks;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.tree.Difference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts an approver reads, held in files. To change one, change its file by hand. */
class PlanTextTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.789Z");
  private static final Optional<Target> TARGET =
      Optional.of(
          new Target(
              SnapshotId.parse("shop/initial-20260227T060000.123Z"),
              Instant.parse("2026-02-27T06:00:00.123Z"),
              123_456,
              Optional.of("v1.0.0-stable (1a2b3c4)"),
              Optional.of("samir: served all day")));
  private static final DataSince ORDERS =
      new DataSince(
          List.of("data/orders.csv", "data/payments.csv"),
          2048,
          Optional.of(Instant.parse("2026-03-01T09:59:58.456Z")));

  private static Plan plan(Difference changes) {
    return new Plan(
        KnownRunbooks.MODULE_ROLLBACK,
        new ApplicationId("shop"),
        new FileSet.OneModule(new ModuleId("payment")),
        TARGET,
        changes,
        List.of(),
        List.of(new ServiceId("web"), new ServiceId("payments")),
        ORDERS,
        Optional.of(Duration.ofMillis(4_250)),
        List.of(),
        NOW);
  }

  private static Difference files(int many, String directory) {
    return new Difference(
        paths(many, directory + "/added-%03d"),
        paths(many, directory + "/changed-%03d"),
        paths(many, directory + "/removed-%03d"),
        "0".repeat(64));
  }

  private static List<String> paths(int many, String pattern) {
    return IntStream.range(0, many).mapToObj(pattern::formatted).toList();
  }

  private static String golden(String name) throws IOException {
    try (var file = PlanTextTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    }
  }

  @Test
  void theTextOfAModuleRollback() throws IOException {
    var changes =
        new Difference(
            List.of(), List.of("modules/payment/limits.properties"), List.of("x.tmp"), "");

    assertThat(PlanText.of(plan(changes))).isEqualTo(golden("plan-of-a-module.md"));
  }

  @Test
  void theTextOfFiveHundredFilesNamesTwelveOfEachKind() throws IOException {
    assertThat(PlanText.of(plan(files(500, "app")))).isEqualTo(golden("plan-of-many-files.md"));
  }

  @Test
  void theTextOfAnEmergencyWithoutATarget() throws IOException {
    var plan =
        new Plan(
            KnownRunbooks.EMERGENCY_ROLLBACK,
            new ApplicationId("shop"),
            new FileSet.Everything(),
            Optional.empty(),
            new Difference(List.of(), List.of(), List.of(), ""),
            List.of(),
            List.of(),
            DataSince.NOTHING,
            Optional.empty(),
            List.of("There is no usable stable snapshot and no minimal server."),
            NOW);

    assertThat(PlanText.of(plan)).isEqualTo(golden("plan-without-a-target.md"));
  }

  private static Plan restore(FileSet files, Difference changes) {
    var plan = plan(changes);
    return new Plan(
        KnownRunbooks.FULL_RESTORE,
        plan.application(),
        files,
        plan.target(),
        changes,
        List.of(new PlannedAct.RestoreDataFiles(2, 2048)),
        plan.restarts(),
        plan.data(),
        plan.expected(),
        plan.warnings(),
        plan.created());
  }

  @Test
  void theTextOffersToKeepTheDataOnlyWhereSomethingElseGoesBack() {
    var kept = "Whoever approves it may have the data kept as it is.";
    var whole = "Nothing but data goes back, so it is approved or refused as a whole.";
    var none = new Difference(List.of(), List.of(), List.of(), "");
    var orders = new FileSet.OneDatabase(new DatabaseId("orders"));

    assertThat(PlanText.of(restore(new FileSet.Everything(), files(1, "app"))))
        .contains(kept)
        .doesNotContain(whole);
    assertThat(PlanText.of(restore(new FileSet.Everything(), none)))
        .contains(whole)
        .doesNotContain(kept);
    assertThat(PlanText.of(restore(orders, none))).contains(whole).doesNotContain(kept);
  }

  @Test
  void theTextFitsAVariableHoweverLongThePathsAre() {
    var text = PlanText.of(plan(files(500, "deep/".repeat(60))));

    assertThat(text).hasSizeLessThanOrEqualTo(3900).endsWith("…");
  }

  @Test
  void whatMattersIsToldHoweverLongThePathsAre() {
    var text = PlanText.of(plan(files(500, "deep/".repeat(60))));

    assertThat(text)
        .contains(
            "500 changed",
            "Restarts: web, payments.",
            "Written to the data since: 2",
            "Expected time: 4.3 s");
  }

  @Test
  void theTextIsTheSameWhateverTheMachineSpeaks() throws IOException {
    var spoken = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(PlanText.of(plan(files(500, "app")))).isEqualTo(golden("plan-of-many-files.md"));
    } finally {
      Locale.setDefault(spoken);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT-5S, 0 s",
    "PT59S, 59 s",
    "PT60S, 1 min",
    "PT59M59S, 59 min",
    "PT1H, 1 h 0 min",
    "PT23H59M, 23 h 59 min",
    "P1D, 1 d 0 h",
    "P400DT5H, 400 d 5 h"
  })
  void anAgeIsToldInItsTwoLargestUnits(Duration age, String text) {
    assertThat(PlanText.age(age)).isEqualTo(text);
  }
}
