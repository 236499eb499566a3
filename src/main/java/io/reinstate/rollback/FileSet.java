package io.reinstate.rollback;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.PhaseId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.snapshot.Selection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files of an application that are rolled back together. */
public interface FileSet extends Subject {

  /** Which of the managed files are meant. */
  Selection selection(Application application);

  /**
   * Goes on only where the catalog has what is meant, before a snapshot is looked for that has it.
   *
   * @throws io.reinstate.catalog.application.NotInCatalog when it was never there; it tells the
   *     known names
   */
  default void requireKnown(Application application) {
    selection(application);
  }

  /** Every managed file. */
  record Everything() implements FileSet {
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
    public boolean isEverything() {
      return true;
    }

    @Override
    @JsonValue
    public String toString() {
      return EVERYTHING;
    }
  }

  /** The files of one module. */
  record OneModule(ModuleId id) implements FileSet {
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
  record OnePhase(PhaseId id) implements FileSet {
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
  record OneService(ServiceId id) implements FileSet {
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
  record Configuration() implements FileSet {
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
  record OneDatabase(DatabaseId id) implements FileSet {
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
    public Optional<DatabaseId> database() {
      return Optional.of(id);
    }

    @Override
    @JsonValue
    public String toString() {
      return "database " + id;
    }
  }
}
