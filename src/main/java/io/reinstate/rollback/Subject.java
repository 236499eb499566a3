package io.reinstate.rollback;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.reinstate.catalog.Application;
import io.reinstate.catalog.ColourId;
import io.reinstate.catalog.ComponentId;
import io.reinstate.catalog.ComponentSpec;
import io.reinstate.catalog.DatabaseId;
import io.reinstate.catalog.ModuleId;
import io.reinstate.catalog.PhaseId;
import io.reinstate.catalog.ServiceId;
import io.reinstate.catalog.ToggleId;
import io.reinstate.catalog.ToggleSpec;
import io.reinstate.snapshot.Selection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of an application a rollback is about. */
public sealed interface Subject {

  /** The text of {@link Everything}. */
  String EVERYTHING = "everything";

  /** The services that must be stopped to change it; not yet those that require these. */
  Stream<ServiceId> services(Application application);

  /** Its name for people and for the record; empty for the whole application. */
  default Optional<String> name() {
    return Optional.of(toString());
  }

  /** The one module it is. */
  default Optional<ModuleId> module() {
    return Optional.empty();
  }

  /** The component whose probes say whether it helped. */
  default Optional<ComponentId> component() {
    return Optional.empty();
  }

  /** One module, or the whole application. */
  static Subject of(Optional<ModuleId> module) {
    return module.<Subject>map(OneModule::new).orElseGet(Everything::new);
  }

  /** The subject of that text ({@code module payment}). */
  @JsonCreator
  static Subject of(String text) {
    var words = text.split(" ", 2);
    return switch (words[0]) {
      case EVERYTHING -> new Everything();
      case "configuration" -> new Configuration();
      case "by-hand" -> new ByHand();
      case "module" -> new OneModule(new ModuleId(words[1]));
      case "phase" -> new OnePhase(new PhaseId(words[1]));
      case "colour" -> new OneColour(new ColourId(words[1]));
      case "toggles" -> new Switches(Stream.of(words[1].split(", ")).map(ToggleId::new).toList());
      case "service" -> new OneService(new ServiceId(words[1]));
      case "component" -> ofComponent(words[1]);
      case "database" -> new OneDatabase(new DatabaseId(words[1]));
      default -> throw new IllegalArgumentException("There is no subject " + text);
    };
  }

  private static Subject ofComponent(String text) {
    var words = text.split(" ");
    var id = new ComponentId(words[0]);
    if (words.length == 1) {
      return new OneComponent(id);
    }
    var option = Integer.parseInt(words[2]);
    return switch (words[3]) {
      case "toggle" -> new ComponentToggle(id, option);
      case "release" -> new ComponentFiles(id, option);
      case "removal" -> new ComponentRemoval(id, option);
      default -> throw new IllegalArgumentException("There is no subject component " + text);
    };
  }

  /**
   * What a request is about.
   *
   * @throws RequestRefused when the runbook needs a name that is missing
   */
  static Subject asked(Runbook runbook, Names names) {
    return switch (runbook) {
      case EMERGENCY_ROLLBACK -> of(names.module());
      case DATABASE_ROLLBACK -> new OneDatabase(required("database", names.database()));
      case CODE_ROLLBACK, FULL_ROLLBACK, FULL_RESTORE -> new Everything();
      case MODULE_ROLLBACK -> new OneModule(required("module", names.module()));
      case PHASE_ROLLBACK -> new OnePhase(required("phase", names.phase()));
      case SERVICE_ROLLBACK -> new OneService(required("service", names.service()));
      case CONFIGURATION_ROLLBACK -> new Configuration();
      case MANUAL_ROLLBACK -> new ByHand();
      case TRAFFIC_ROLLBACK -> new OneColour(required("colour", names.colour()));
      case COMPONENT_ROLLBACK ->
          names
              .option()
              .<Subject>map(way -> way)
              .orElseGet(() -> new OneComponent(required("component", names.component())));
      case FEATURE_TOGGLE_ROLLBACK -> new Switches(names.toggles());
    };
  }

  private static <T> T required(String kind, Optional<T> name) {
    return name.orElseThrow(
        () ->
            new RequestRefused(
                "No " + kind + " was named", kind, "Choose the " + kind + " to roll back."));
  }

  /** Files of it. */
  sealed interface Files extends Subject {

    /** Which of its files are meant. */
    Selection selection(Application application);
  }

  /** Every managed file. */
  record Everything() implements Files {
    @Override
    public Selection selection(Application application) {
      return Selection.everything();
    }

    @Override
    public Stream<ServiceId> services(Application application) {
      return application.services().keySet().stream();
    }

    @Override
    public Optional<String> name() {
      return Optional.empty();
    }

    @Override
    @JsonValue
    public String toString() {
      return EVERYTHING;
    }
  }

  /** The files of one module. */
  record OneModule(ModuleId id) implements Files {
    @Override
    public Selection selection(Application application) {
      application.module(id);
      return Selection.module(id);
    }

    @Override
    public Stream<ServiceId> services(Application application) {
      return application.module(id).service().stream();
    }

    @Override
    public Optional<ModuleId> module() {
      return Optional.of(id);
    }

    @Override
    @JsonValue
    public String toString() {
      return "module " + id;
    }
  }

  /** The files of all modules of one phase. */
  record OnePhase(PhaseId id) implements Files {
    @Override
    public Selection selection(Application application) {
      var modules = application.phase(id).modules();
      return Selection.files(
          toString(), modules.stream().map(application::module).map(m -> m.files()).toList());
    }

    @Override
    public Stream<ServiceId> services(Application application) {
      return application.phase(id).modules().stream()
          .flatMap(module -> application.module(module).service().stream());
    }

    @Override
    @JsonValue
    public String toString() {
      return "phase " + id;
    }
  }

  /** The files of all modules of one service. */
  record OneService(ServiceId id) implements Files {
    @Override
    public Selection selection(Application application) {
      application.service(id);
      var files =
          application.modules().values().stream()
              .filter(module -> module.service().filter(id::equals).isPresent())
              .map(module -> module.files())
              .toList();
      if (files.isEmpty()) {
        throw new RequestRefused(
            "No module of " + application.id() + " belongs to service " + id,
            "service",
            "Name the service in its modules in the catalog, or roll back the whole application.");
      }
      return Selection.files(toString(), files);
    }

    @Override
    public Stream<ServiceId> services(Application application) {
      return Stream.of(id);
    }

    @Override
    @JsonValue
    public String toString() {
      return "service " + id;
    }
  }

  /** The managed files that are configuration. */
  record Configuration() implements Files {
    @Override
    public Selection selection(Application application) {
      var files =
          application
              .configuration()
              .orElseThrow(
                  () ->
                      new RequestRefused(
                          "The catalog does not say which files of "
                              + application.id()
                              + " are configuration",
                          "configuration",
                          "Add the section to the catalog, or roll back a module."));
      return Selection.files(toString(), List.of(files));
    }

    @Override
    public Stream<ServiceId> services(Application application) {
      return application.services().keySet().stream();
    }

    @Override
    @JsonValue
    public String toString() {
      return "configuration";
    }
  }

  /** One database, and none of the files. */
  record OneDatabase(DatabaseId id) implements Files {
    @Override
    public Selection selection(Application application) {
      application.database(id);
      return Selection.nothing();
    }

    @Override
    public Stream<ServiceId> services(Application application) {
      return application.database(id).services().stream();
    }

    @Override
    @JsonValue
    public String toString() {
      return "database " + id;
    }
  }

  /** One colour that is to serve. */
  record OneColour(ColourId id) implements Subject {
    @Override
    public Stream<ServiceId> services(Application application) {
      return Stream.empty();
    }

    @Override
    @JsonValue
    public String toString() {
      return "colour " + id;
    }
  }

  /** What people do by hand; the catalog says what. */
  record ByHand() implements Subject {
    @Override
    public Stream<ServiceId> services(Application application) {
      return Stream.empty();
    }

    @Override
    public Optional<String> name() {
      return Optional.empty();
    }

    @Override
    @JsonValue
    public String toString() {
      return "by-hand";
    }
  }

  /** Toggles that are to be switched off. */
  record Switches(List<ToggleId> ids) implements Subject {
    public Switches {
      ids = ids.stream().distinct().toList();
      if (ids.isEmpty()) {
        throw new RequestRefused("No toggle was named", "toggles", "Choose one or more.");
      }
    }

    @Override
    public Stream<ServiceId> services(Application application) {
      return ids.stream()
          .map(application::toggle)
          .filter(toggle -> toggle.apply() == ToggleSpec.Apply.RESTART)
          .flatMap(toggle -> toggle.service().stream());
    }

    @Override
    @JsonValue
    public String toString() {
      return "toggles " + String.join(", ", ids.stream().map(ToggleId::value).toList());
    }
  }

  /** One component, whichever way back it takes. */
  record OneComponent(ComponentId id) implements Subject {
    @Override
    public Stream<ServiceId> services(Application application) {
      return application.component(id).service().stream();
    }

    @Override
    public Optional<ComponentId> component() {
      return Optional.of(id);
    }

    @Override
    @JsonValue
    public String toString() {
      return "component " + id;
    }
  }

  /** One of the ways back of a component. */
  sealed interface WayBack extends Subject {

    /** The component's name. */
    ComponentId id();

    /** Which of its options, from 1 on. */
    int option();

    /** The option, as the catalog has it today. */
    default ComponentSpec.Option in(Application application) {
      return application.component(id()).options().get(option() - 1);
    }

    @Override
    default Optional<ComponentId> component() {
      return Optional.of(id());
    }

    @Override
    default Optional<String> name() {
      return Optional.of("component " + id());
    }

    /** That option of a component. */
    static WayBack of(ComponentId id, int option, ComponentSpec.Option spec) {
      if (spec instanceof ComponentSpec.ByToggle) {
        return new ComponentToggle(id, option);
      }
      return spec instanceof ComponentSpec.FromRelease
          ? new ComponentFiles(id, option)
          : new ComponentRemoval(id, option);
    }
  }

  /** The toggle of a component is switched off. */
  record ComponentToggle(ComponentId id, int option) implements WayBack {

    /** The toggle. */
    ToggleId toggle(Application application) {
      return ((ComponentSpec.ByToggle) in(application)).toggle();
    }

    @Override
    public Stream<ServiceId> services(Application application) {
      return new Switches(List.of(toggle(application))).services(application);
    }

    @Override
    @JsonValue
    public String toString() {
      return "component " + id + " option " + option + " toggle";
    }
  }

  /** Files of a component come from a release. */
  record ComponentFiles(ComponentId id, int option) implements WayBack, Files {
    @Override
    public Selection selection(Application application) {
      var files = ((ComponentSpec.FromRelease) in(application)).files();
      return Selection.files(toString(), List.of(files));
    }

    @Override
    public Stream<ServiceId> services(Application application) {
      return application.component(id).service().stream();
    }

    @Override
    @JsonValue
    public String toString() {
      return "component " + id + " option " + option + " release";
    }
  }

  /** Files of a component are taken away. */
  record ComponentRemoval(ComponentId id, int option) implements WayBack, Files {
    @Override
    public Selection selection(Application application) {
      return Selection.removal(toString(), ((ComponentSpec.Removal) in(application)).files());
    }

    @Override
    public Stream<ServiceId> services(Application application) {
      return application.component(id).service().stream();
    }

    @Override
    @JsonValue
    public String toString() {
      return "component " + id + " option " + option + " removal";
    }
  }

  /**
   * The names that somebody gave; each runbook takes its own.
   *
   * @param module of one module
   * @param phase of one phase
   * @param service of one service
   * @param colour of the colour that is to serve
   * @param toggles of the toggles that are to be switched off
   * @param database of one database
   * @param component of one component
   * @param option which of its ways back; a runbook that is under way says so, nobody else
   */
  record Names(
      Optional<ModuleId> module,
      Optional<PhaseId> phase,
      Optional<ServiceId> service,
      Optional<ColourId> colour,
      List<ToggleId> toggles,
      Optional<DatabaseId> database,
      Optional<ComponentId> component,
      Optional<WayBack> option) {

    /** No name at all. */
    public static final Names NONE =
        new Names(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }
}
