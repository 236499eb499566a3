package io.reinstate.rollback;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.Layout;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ToggleId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
  @JsonSubTypes.Type(value = PlannedAct.ChangeLines.class, name = "change-lines"),
  @JsonSubTypes.Type(value = PlannedAct.RestoreDatabase.class, name = "restore-database"),
  @JsonSubTypes.Type(value = PlannedAct.RestoreDataFiles.class, name = "restore-data-files"),
  @JsonSubTypes.Type(value = PlannedAct.MigrateSchemaDown.class, name = "migrate-schema-down"),
  @JsonSubTypes.Type(value = PlannedAct.InstallDependencies.class, name = "install-dependencies"),
  @JsonSubTypes.Type(value = PlannedAct.BuildArtifacts.class, name = "build-artifacts"),
  @JsonSubTypes.Type(value = PlannedAct.MoveHead.class, name = "move-head"),
  @JsonSubTypes.Type(value = PlannedAct.MoveLink.class, name = "move-link"),
  @JsonSubTypes.Type(value = PlannedAct.ClearCaches.class, name = "clear-caches"),
  @JsonSubTypes.Type(value = PlannedAct.ReloadServices.class, name = "reload-services"),
  @JsonSubTypes.Type(
      value = PlannedAct.ReplaceMinimalServer.class,
      name = "replace-minimal-server"),
  @JsonSubTypes.Type(value = PlannedAct.OperateServices.class, name = "operate-services"),
  @JsonSubTypes.Type(value = PlannedAct.ManualStep.class, name = "manual-step")
})
public sealed interface PlannedAct {

  /** One sentence for people. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  String sentence();

  /** Whether it is done to databases. */
  default boolean changesData() {
    return replacesData();
  }

  /** Whether it replaces what customers wrote. */
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
          + Quoted.text(health);
    }
  }

  /**
   * Services start or stop, and nothing else changes.
   *
   * @param operation what is done to them
   * @param services which, in the order they stop
   */
  record OperateServices(ServiceOperation operation, List<ServiceId> services)
      implements PlannedAct {
    public OperateServices {
      services = List.copyOf(services);
    }

    @Override
    public String sentence() {
      return switch (operation) {
        case START ->
            "Starts, in this order: " + names(reversed()) + ". What runs already goes on.";
        case STOP ->
            "Stops, in this order: "
                + names(services)
                + ". They stay down, after a reboot too, until somebody starts them.";
        case RESTART -> "Stops, in this order: " + names(services) + ". Then starts them again.";
      };
    }

    private List<ServiceId> reversed() {
      var order = new ArrayList<>(services);
      Collections.reverse(order);
      return order;
    }
  }

  /**
   * A person does something by hand.
   *
   * @param title what
   * @param instructions how, in Markdown
   * @param service what is verified when it is done
   */
  record ManualStep(String title, String instructions, Optional<ServiceId> service)
      implements PlannedAct {
    @Override
    public String sentence() {
      return "By hand: **"
          + Quoted.text(title)
          + "**"
          + service.map(verified -> "; then " + verified + " is verified.").orElse(".")
          + (instructions.isBlank() ? "" : "\n\n" + instructions.strip());
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
      return "Toggle **"
          + Quoted.text(title)
          + "**: from "
          + Quoted.code(from.orElse("unset"))
          + " to "
          + Quoted.code(to)
          + ".";
    }
  }

  /**
   * Lines of a configuration file change.
   *
   * @param path relative to the home directory
   * @param lines those that go ({@code -}) and those that come ({@code +}), secrets blotted out
   * @param more how many there are besides
   */
  record ChangeLines(String path, List<String> lines, int more) implements PlannedAct {
    public ChangeLines {
      lines = List.copyOf(lines);
    }

    @Override
    public String sentence() {
      var shown = new ArrayList<>(lines);
      if (more > 0) {
        shown.add("(and " + more + " more lines)");
      }
      return "In " + Quoted.code(path) + ":\n\n" + Quoted.lines(shown);
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
          + Quoted.text(title)
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
            + Quoted.text(unknown.get());
      }
      var rows =
          written.entrySet().stream()
              .filter(count -> count.getValue() > 0)
              .map(count -> count.getValue() + " " + Quoted.text(count.getKey()))
              .collect(Collectors.joining(", "));
      return rows.isEmpty()
          ? "Nothing that the catalog counts was written since."
          : "Written since, and would be **lost**: " + rows + ".";
    }
  }

  /**
   * The files that customers write go back to what the target holds.
   *
   * @param files how many of them were written since
   * @param bytes their size now
   */
  record RestoreDataFiles(int files, long bytes) implements PlannedAct {
    @Override
    public boolean replacesData() {
      return true;
    }

    @Override
    public String sentence() {
      return "The customers' files go back too. Written since, and would be **lost**: "
          + files
          + (files == 1 ? " file, " : " files, ")
          + bytes
          + " bytes.";
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
          + Quoted.text(from)
          + " down to version "
          + Quoted.text(to)
          + ". What the newer columns and tables hold would be lost; rows of the older ones stay.";
    }
  }

  /**
   * Commands bring the package dependencies back to what the restored files say.
   *
   * @param commands program and arguments of each, in their order
   * @param took how long they took together the last time; empty where that is not known
   */
  record InstallDependencies(List<String> commands, Optional<Duration> took) implements PlannedAct {
    public InstallDependencies {
      commands = List.copyOf(commands);
      // A plan of an earlier version does not say.
      took = took == null ? Optional.empty() : took;
    }

    /** The act that runs these commands. */
    public static InstallDependencies of(List<CommandSpec> commands) {
      return new InstallDependencies(
          commands.stream().map(CommandSpec::line).toList(), Optional.empty());
    }

    /** The commands of these phases, each once. */
    public static List<CommandSpec> commands(List<PhaseSpec> phases) {
      return phases.stream().flatMap(phase -> phase.install().stream()).distinct().toList();
    }

    public InstallDependencies tookLast(Optional<Duration> time) {
      return new InstallDependencies(commands, time);
    }

    @Override
    public String sentence() {
      return "Unless the dependencies are what the lock file says already, they are installed while"
          + " the services are stopped: "
          + code(commands)
          + took.map(time -> ", which took " + PlanText.seconds(time) + " s" + " last time")
              .orElse("")
          + ".";
    }
  }

  /**
   * What a build makes and the target lacks is built from the target's files, beside the live tree.
   *
   * @param missing patterns of artifacts that match no file of the target
   * @param commands program and arguments of each, in their order
   */
  record BuildArtifacts(List<String> missing, List<String> commands) implements PlannedAct {
    public BuildArtifacts {
      missing = List.copyOf(missing);
      commands = List.copyOf(commands);
    }

    /** The act that runs these commands. */
    public static BuildArtifacts of(List<String> missing, List<CommandSpec> commands) {
      return new BuildArtifacts(missing, commands.stream().map(CommandSpec::line).toList());
    }

    @Override
    public String sentence() {
      return "The snapshot lacks "
          + code(missing)
          + ": built from its files before anything stops, by "
          + code(commands)
          + ".";
    }
  }

  /**
   * Another release becomes the live one, and the repository says so.
   *
   * @param from the live one with its subject; empty when nobody knows
   * @param to the other one with its subject
   * @param commit the full id of that
   * @param undone how many commits are left behind
   * @param added how many commits come in
   * @param overwritten files that were changed by hand and are replaced
   * @param kept files that were changed by hand and stay so
   */
  record MoveHead(
      Optional<String> from,
      String to,
      String commit,
      int undone,
      int added,
      List<String> overwritten,
      List<String> kept)
      implements PlannedAct {
    public MoveHead {
      overwritten = List.copyOf(overwritten);
      kept = List.copyOf(kept);
    }

    @Override
    public String sentence() {
      return between(from, to)
          + counted(undone, added)
          + "."
          + local(overwritten, "overwritten (the safety snapshot has them)")
          + local(kept, "kept")
          + " The head of the repository moves there.";
    }

    private static String between(Optional<String> from, String to) {
      return "Release: from **"
          + Quoted.text(from.orElse("nobody knows which"))
          + "** to **"
          + Quoted.text(to)
          + "**";
    }

    private static String counted(int undone, int added) {
      var out = undone == 1 ? "1 commit is undone" : undone + " commits are undone";
      var in = added == 1 ? "1 commit comes in" : added + " commits come in";
      if (undone == 0 && added == 0) {
        return ", the same commit";
      }
      return ", " + (added == 0 ? out : undone == 0 ? in : out + ", and " + in);
    }

    private static String local(List<String> files, String what) {
      return files.isEmpty()
          ? ""
          : " Files changed by hand that are " + what + ": " + code(files) + ".";
    }
  }

  /**
   * The link to the live release moves to another one; no file of either changes. It is one of the
   * files that are exchanged.
   *
   * @param fromPath where it leads now, relative to the home directory; empty where that is no
   *     release
   * @param toPath where it will lead
   * @param from the live release with its subject; empty when nobody knows
   * @param to the other one with its subject; empty when nobody knows
   * @param undone how many commits are left behind; empty where git does not tell
   * @param added how many commits come in
   */
  record MoveLink(
      Optional<String> fromPath,
      String toPath,
      Optional<String> from,
      Optional<String> to,
      Optional<Integer> undone,
      int added)
      implements PlannedAct {
    @Override
    public String sentence() {
      var counted = undone.map(count -> MoveHead.counted(count, added)).orElse("");
      return to.map(other -> MoveHead.between(from, other) + counted + "; the").orElse("The")
          + " link "
          + Quoted.code(Layout.CURRENT)
          + " moves"
          + fromPath.map(path -> " from " + Quoted.code(path)).orElse("")
          + " to "
          + Quoted.code(toPath)
          + ".";
    }
  }

  /**
   * Commands clear the caches after the services started.
   *
   * @param commands program and arguments of each, in their order
   */
  record ClearCaches(List<String> commands) implements PlannedAct {
    public ClearCaches {
      commands = List.copyOf(commands);
    }

    /** The act that runs these commands. */
    public static ClearCaches of(List<CommandSpec> commands) {
      return new ClearCaches(commands.stream().map(CommandSpec::line).toList());
    }

    @Override
    public String sentence() {
      return "Caches are cleared: " + code(commands) + ".";
    }
  }

  /**
   * Services take up the changed files by a reload and go on serving.
   *
   * @param services which, in the order of the catalog
   */
  record ReloadServices(List<ServiceId> services) implements PlannedAct {
    public ReloadServices {
      services = List.copyOf(services);
    }

    @Override
    public String sentence() {
      return "Reload instead of a restart: "
          + names(services)
          + ". Nothing stops serving; only if one does not run or does not take the reload, they are"
          + " restarted.";
    }
  }

  /**
   * The minimal server stands in for the application, so everything is started again.
   *
   * @param services all of the application, in the order they stop
   */
  record ReplaceMinimalServer(List<ServiceId> services) implements PlannedAct {
    public ReplaceMinimalServer {
      services = List.copyOf(services);
    }

    @Override
    public String sentence() {
      return "The minimal server stands in for the application: it is stopped, all services are"
          + " started, and the whole application is verified, whatever part goes back.";
    }
  }

  private static String names(List<ServiceId> services) {
    return services.stream().map(ServiceId::toString).collect(Collectors.joining(", "));
  }

  private static String code(List<String> texts) {
    var named = texts.stream().limit(5).map(each -> Quoted.code(shortened(each)));
    return named.collect(Collectors.joining(", "))
        + (texts.size() > 5 ? " and " + (texts.size() - 5) + " more" : "");
  }

  /** The text has to fit a variable with all else that it tells. */
  private static String shortened(String text) {
    return text.length() <= 120 ? text : text.substring(0, 119) + "…";
  }
}
