package io.reinstate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * However often and whenever a node dies, every act comes to its right end, and nothing of it
 * happens twice. Two kills in every build; as many as wanted by system properties, see
 * docs/operations.md.
 */
@Tag("long")
class ChaosIT {

  private static final boolean POSTGRESQL =
      System.getProperty("reinstate.chaos.database", "h2").equals("postgresql");
  private static final int NODES = Integer.getInteger("reinstate.chaos.nodes", POSTGRESQL ? 2 : 1);
  private static final int KILLS = Integer.getInteger("reinstate.chaos.kills", 2);
  private static final int APPLICATIONS = Integer.getInteger("reinstate.chaos.applications", 6);
  private static final int LOCK = Integer.getInteger("reinstate.chaos.lock", 6000);
  private static final long SEED = Long.getLong("reinstate.chaos.seed", 42);

  @Test
  void everyActComesToItsRightEndThoughItsNodeIsKilled() throws IOException {
    var plan =
        POSTGRESQL
            ? Site.Plan.postgresql(NODES, APPLICATIONS, LOCK)
            : Site.Plan.h2(APPLICATIONS, LOCK);
    try (var site = new Site("chaos", plan.of(Make.WHOLE)).open()) {
      var chaos = new Chaos(site, SEED, scenarios());
      chaos.run(KILLS);
      var setting =
          "%s, nodes: %d, applications: %d, lock: %d ms"
              .formatted(POSTGRESQL ? "PostgreSQL" : "H2", site.nodes().size(), APPLICATIONS, LOCK);
      var report = new ChaosReport(setting, SEED, chaos.kills(), chaos.ends());
      System.out.println(report.text());
      Files.writeString(site.directory().resolve("report.txt"), report.text());

      assertThat(report.wrong()).as(report.text()).isEmpty();
      assertThat(chaos.kills()).isEqualTo(KILLS);
    }
  }

  /** Those that were named, or all. */
  private static List<Scenario> scenarios() {
    var names = System.getProperty("reinstate.chaos.scenarios", "");
    if (names.isBlank()) {
      return Scenario.all();
    }
    return Stream.of(names.split(",")).map(String::strip).map(ChaosIT::scenario).toList();
  }

  private static Scenario scenario(String name) {
    return Scenario.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no scenario %s, only %s"
                        .formatted(name, Scenario.all().stream().map(Scenario::name).toList())));
  }
}
