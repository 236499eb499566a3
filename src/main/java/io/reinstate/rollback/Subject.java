package io.reinstate.rollback;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.reinstate.catalog.Application;
import io.reinstate.catalog.ColourId;
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
      default -> throw new IllegalArgumentException("There is no subject " + text);
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
      case CODE_ROLLBACK -> new Everything();
      case MODULE_ROLLBACK -> new OneModule(required("module", names.module()));
      case PHASE_ROLLBACK -> new OnePhase(required("phase", names.phase()));
      case SERVICE_ROLLBACK -> new OneService(required("service", names.service()));
      case CONFIGURATION_ROLLBACK -> new Configuration();
      case MANUAL_ROLLBACK -> new ByHand();
      case TRAFFIC_ROLLBACK -> new OneColour(required("colour", names.colour()));
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

  /**
   * The names that somebody gave; each runbook takes its own.
   *
   * @param module of one module
   * @param phase of one phase
   * @param service of one service
   * @param colour of the colour that is to serve
   * @param toggles of the toggles that are to be switched off
   */
  record Names(
      Optional<ModuleId> module,
      Optional<PhaseId> phase,
      Optional<ServiceId> service,
      Optional<ColourId> colour,
      List<ToggleId> toggles) {

    /** No name at all. */
    public static final Names NONE =
        new Names(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }
}
