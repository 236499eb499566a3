package io.reinstate.rollback;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.reinstate.catalog.ColourId;
import io.reinstate.catalog.CommandSpec;
import io.reinstate.catalog.DatabaseId;
import io.reinstate.catalog.ToggleId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a plan would do besides exchanging files. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PlannedAct.SwitchTraffic.class, name = "switch-traffic"),
  @JsonSubTypes.Type(value = PlannedAct.SetToggle.class, name = "set-toggle"),
  @JsonSubTypes.Type(value = PlannedAct.RestoreDatabase.class, name = "restore-database"),
  @JsonSubTypes.Type(value = PlannedAct.MigrateSchemaDown.class, name = "migrate-schema-down"),
  @JsonSubTypes.Type(value = PlannedAct.InstallDependencies.class, name = "install-dependencies")
})
public sealed interface PlannedAct {

  /** One sentence for people. */
  String sentence();

  /** Whether it is done to databases. */
  default boolean changesData() {
    return replacesData();
  }

  /** Whether it replaces what customers wrote; whoever approves the plan may leave it out. */
  default boolean replacesData() {
    return false;
  }

  /**
   * New requests are led to another colour.
   *
   * @param from the colour that serves now; empty when that is unclear
   * @param to the colour that is to serve
   * @param health what the other colour answers now
   */
  record SwitchTraffic(Optional<ColourId> from, ColourId to, String health) implements PlannedAct {
    @Override
    public String sentence() {
      return "Traffic: from "
          + from.map(ColourId::toString).orElse("nobody knows which colour")
          + " to **"
          + to
          + "**. "
          + health;
    }
  }

  /**
   * A toggle gets another value.
   *
   * @param toggle which
   * @param title what people call it
   * @param from its present value; empty where there is none
   * @param to its new value
   */
  record SetToggle(ToggleId toggle, String title, Optional<String> from, String to)
      implements PlannedAct {
    @Override
    public String sentence() {
      return "Toggle **" + title + "**: from `" + from.orElse("unset") + "` to `" + to + "`.";
    }
  }

  /**
   * A database goes back to its dump in the target.
   *
   * @param database which
   * @param title what people call it
   * @param taken when dumping began, UTC
   * @param size bytes of the dump
   * @param written how much was written since and would be lost, by what the catalog counts
   * @param unknown why nobody can tell how much was written; empty when it was counted
   */
  record RestoreDatabase(
      DatabaseId database,
      String title,
      Instant taken,
      long size,
      Map<String, Long> written,
      Optional<String> unknown)
      implements PlannedAct {
    public RestoreDatabase {
      written = Collections.unmodifiableMap(new LinkedHashMap<>(written));
    }

    @Override
    public boolean replacesData() {
      return true;
    }

    @Override
    public String sentence() {
      return "Database **"
          + title
          + "**: back to its dump of "
          + taken.truncatedTo(ChronoUnit.SECONDS)
          + " ("
          + size
          + " bytes). "
          + lost();
    }

    private String lost() {
      if (unknown.isPresent()) {
        return "What was written since would be **lost**; how much, nobody can tell: "
            + unknown.get();
      }
      var rows =
          written.entrySet().stream()
              .filter(count -> count.getValue() > 0)
              .map(count -> count.getValue() + " " + count.getKey())
              .collect(Collectors.joining(", "));
      return rows.isEmpty()
          ? "Nothing that the catalog counts was written since."
          : "Written since, and would be **lost**: " + rows + ".";
    }
  }

  /**
   * A schema goes back to an earlier version, by the application's own command.
   *
   * @param database whose schema
   * @param from its version now
   * @param to the version the target works with
   */
  record MigrateSchemaDown(DatabaseId database, String from, String to) implements PlannedAct {
    @Override
    public boolean changesData() {
      return true;
    }

    @Override
    public String sentence() {
      return "Schema of database **"
          + database
          + "**: from version "
          + from
          + " down to version "
          + to
          + ". What the newer columns and tables hold would be lost; rows of the older ones stay.";
    }
  }

  /**
   * Commands bring the package dependencies back to what the restored files say.
   *
   * @param commands program and arguments of each, in their order
   */
  record InstallDependencies(List<String> commands) implements PlannedAct {
    public InstallDependencies {
      commands = List.copyOf(commands);
    }

    /** The act that runs these commands. */
    public static InstallDependencies of(List<CommandSpec> commands) {
      return new InstallDependencies(
          commands.stream().map(command -> String.join(" ", command.run())).toList());
    }

    @Override
    public String sentence() {
      return "Dependencies are installed again: "
          + commands.stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "))
          + ".";
    }
  }
}
