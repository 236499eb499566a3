package io.reinstate.rollback;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.ComponentId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.PhaseId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What of an application a rollback is about. */
public interface Subject {

  /** The text of {@link FileSet.Everything}. */
  String EVERYTHING = "everything";

  /** The services that must be stopped to change it; not yet those that require these. */
  Stream<ServiceId> services(Application application);

  /** Whether what requires those services has to stop and start with them. */
  default boolean withDependants() {
    return true;
  }

  /** Its name for people and for the record; empty for the whole application. */
  default Optional<String> name() {
    return Optional.of(toString());
  }

  /** The one module it is. */
  default Optional<ModuleId> module() {
    return Optional.empty();
  }

  /** The one service whose probes say whether it worked. */
  default Optional<ServiceId> service() {
    return Optional.empty();
  }

  /** The component whose probes say whether it helped. */
  default Optional<ComponentId> component() {
    return Optional.empty();
  }

  /** The one database it is. */
  default Optional<DatabaseId> database() {
    return Optional.empty();
  }

  /** Whether it is every managed file. */
  default boolean isEverything() {
    return false;
  }

  /** Whether it becomes what the target has of it; otherwise it is taken away. */
  default boolean goesToTarget() {
    return true;
  }

  /** Whether it comes from a release, and not from a snapshot of the application. */
  default boolean comesFromRelease() {
    return false;
  }

  /** One module, or the whole application. */
  static Subject of(Optional<ModuleId> module) {
    return module.<Subject>map(FileSet.OneModule::new).orElseGet(FileSet.Everything::new);
  }

  /** The subject of that text ({@code module payment}). */
  @JsonCreator
  static Subject of(String text) {
    var words = text.split(" ", 2);
    return switch (words[0]) {
      case EVERYTHING -> new FileSet.Everything();
      case "configuration" -> new FileSet.Configuration();
      case "by-hand" -> new ByHand();
      case "module" -> new FileSet.OneModule(new ModuleId(words[1]));
      case "phase" -> new FileSet.OnePhase(new PhaseId(words[1]));
      case "colour" -> new OneColour(new ColourId(words[1]));
      case "toggles" -> new Switches(Stream.of(words[1].split(", ")).map(ToggleId::new).toList());
      case "service" -> new FileSet.OneService(new ServiceId(words[1]));
      case "component" -> ofComponent(words[1]);
      case "database" -> new FileSet.OneDatabase(new DatabaseId(words[1]));
      case "start", "stop", "restart" ->
          new Operated(
              ServiceOperation.of(words[0]),
              Stream.of(words).skip(1).findFirst().map(ServiceId::new));
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
      case "toggle" -> new WayBack.ByToggle(id, option);
      case "release" -> new WayBack.FromRelease(id, option);
      case "removal" -> new WayBack.Removal(id, option);
      default -> throw new IllegalArgumentException("There is no subject component " + text);
    };
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

  /** Services that are to start or to stop: one, or all. */
  record Operated(ServiceOperation operation, Optional<ServiceId> service) implements Subject {
    @Override
    public Stream<ServiceId> services(Application application) {
      service.ifPresent(application::service);
      var named = service.<Set<ServiceId>>map(Set::of).orElse(application.services().keySet());
      return operation == ServiceOperation.START
          ? Restarts.required(application, named).stream()
          : named.stream();
    }

    @Override
    public boolean withDependants() {
      return operation != ServiceOperation.START;
    }

    @Override
    @JsonValue
    public String toString() {
      return operation + service.map(named -> " " + named).orElse("");
    }
  }

  /** Toggles that are to be set. */
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
}
