package io.reinstate.rollback;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ComponentId;
import io.reinstate.catalog.application.ComponentSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.snapshot.Selection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One of the ways back of a component. */
public sealed interface WayBack extends Subject {

  /** The component's name. */
  ComponentId id();

  /** Which of its options, from 1 on. */
  int option();

  /** The option, as the catalog has it today. */
  default ComponentSpec.Option in(Application application) {
    return application.component(id()).options().get(option() - 1);
  }

  @Override
  default Stream<ServiceId> services(Application application) {
    return application.component(id()).service().stream();
  }

  @Override
  default Optional<ComponentId> component() {
    return Optional.of(id());
  }

  @Override
  default Optional<String> name() {
    return Optional.of("component " + id());
  }

  /** All options of a component, in their order. */
  static List<WayBack> all(ComponentId id, Application application) {
    var specs = application.component(id).options();
    return IntStream.range(0, specs.size())
        .mapToObj(index -> of(id, index + 1, specs.get(index)))
        .toList();
  }

  /** That option of a component. */
  static WayBack of(ComponentId id, int option, ComponentSpec.Option spec) {
    if (spec instanceof ComponentSpec.ByToggle) {
      return new ByToggle(id, option);
    }
    return spec instanceof ComponentSpec.FromRelease
        ? new FromRelease(id, option)
        : new Removal(id, option);
  }

  /** The toggle of a component is switched off. */
  record ByToggle(ComponentId id, int option) implements WayBack {

    /** The toggle. */
    public ToggleId toggle(Application application) {
      return ((ComponentSpec.ByToggle) in(application)).toggle();
    }

    @Override
    public Stream<ServiceId> services(Application application) {
      return new Subject.Switches(List.of(toggle(application))).services(application);
    }

    @Override
    @JsonValue
    public String toString() {
      return "component " + id + " option " + option + " toggle";
    }
  }

  /** Files of a component come from a release. */
  record FromRelease(ComponentId id, int option) implements WayBack, FileSet {
    @Override
    public Selection selection(Application application) {
      var files = ((ComponentSpec.FromRelease) in(application)).files();
      return Selection.files(toString(), List.of(files));
    }

    @Override
    public boolean comesFromRelease() {
      return true;
    }

    @Override
    @JsonValue
    public String toString() {
      return "component " + id + " option " + option + " release";
    }
  }

  /** Files of a component are taken away. */
  record Removal(ComponentId id, int option) implements WayBack, FileSet {
    @Override
    public Selection selection(Application application) {
      return Selection.removal(toString(), ((ComponentSpec.Removal) in(application)).files());
    }

    @Override
    public boolean goesToTarget() {
      return false;
    }

    @Override
    @JsonValue
    public String toString() {
      return "component " + id + " option " + option + " removal";
    }
  }
}
