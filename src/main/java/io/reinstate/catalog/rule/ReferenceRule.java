package io.reinstate.catalog.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is named exists: services, modules, toggles. Services can be started in some order. */
public final class ReferenceRule implements CatalogRule {

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var root = file.root();
    var services = root.at("services").entries().toList();
    var components = root.at("components").entries().toList();
    var namedServices =
        Stream.of(
                services.stream().flatMap(service -> service.at("requires").items()),
                root.at("modules").entries().map(module -> module.at("service")),
                components.stream().map(component -> component.at("service")),
                root.at("checklists").at("manual").items().map(step -> step.at("service")))
            .flatMap(names -> names);
    var namedModules = root.at("phases").entries().flatMap(phase -> phase.at("modules").items());
    var namedToggles =
        components.stream()
            .flatMap(component -> component.at("options").items())
            .map(option -> option.at("toggle"));
    return Stream.of(
            namedServices.flatMap(name -> unknown("service", name, root.at("services"))),
            namedModules.flatMap(name -> unknown("module", name, root.at("modules"))),
            namedToggles.flatMap(name -> unknown("toggle", name, root.at("toggles"))),
            root.at("phases").entries().flatMap(ReferenceRule::twice),
            root.at("minimal").at("requires").items().limit(1).map(ReferenceRule::dependent),
            cycles(services))
        .flatMap(problems -> problems);
  }

  /**
   * A name that nothing has.
   *
   * @param kind what it should be the name of
   * @param defined where those are that there are, by name
   */
  static Stream<CatalogProblem> unknown(String kind, Section name, Section defined) {
    var known = defined.entries().map(Section::key).toList();
    return name.text().stream()
        .filter(text -> !known.contains(text))
        .map(text -> "There is no " + kind + " «" + text + "». " + NearestNames.of(text, known))
        .map(name::problem);
  }

  private static Stream<CatalogProblem> twice(Section phase) {
    var seen = new HashSet<String>();
    return phase
        .at("modules")
        .items()
        .filter(module -> module.text().filter(name -> !seen.add(name)).isPresent())
        .map(module -> module.problem("This module is in the list already. Name it once."));
  }

  private static CatalogProblem dependent(Section requires) {
    return requires.problem(
        "The minimal server answers when nothing else can: it requires nothing.");
  }

  private static Stream<CatalogProblem> cycles(List<Section> services) {
    var requires =
        services.stream().collect(Collectors.toMap(Section::key, ReferenceRule::requires));
    var reported = new HashSet<String>();
    return services.stream()
        .filter(service -> !reported.contains(service.key()))
        .flatMap(
            service -> {
              var cycle = cycle(List.of(service.key()), requires);
              cycle.ifPresent(reported::addAll);
              return cycle.stream().map(names -> circular(service, names));
            });
  }

  private static List<String> requires(Section service) {
    return service.at("requires").items().flatMap(name -> name.text().stream()).toList();
  }

  /** The way from the first service of the path back to itself, if there is one. */
  private static Optional<List<String>> cycle(
      List<String> path, Map<String, List<String>> requires) {
    for (var next : requires.getOrDefault(path.get(path.size() - 1), List.of())) {
      var longer = new ArrayList<>(path);
      longer.add(next);
      if (next.equals(path.get(0))) {
        return Optional.of(longer);
      }
      var found = path.contains(next) ? Optional.<List<String>>empty() : cycle(longer, requires);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static CatalogProblem circular(Section service, List<String> names) {
    var circle = String.join(" requires ", names);
    return service.at("requires").problem("No order to start them in: " + circle + ".");
  }
}
