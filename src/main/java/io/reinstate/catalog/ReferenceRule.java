package io.reinstate.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Services that are named exist, and can be started in some order. */
final class ReferenceRule implements CatalogRule {

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var root = file.root();
    var services = root.at("services").entries().toList();
    var known = services.stream().map(Section::key).toList();
    var named =
        Stream.concat(
            services.stream().flatMap(service -> service.at("requires").items()),
            root.at("modules").entries().map(module -> module.at("service")));
    return Stream.of(
            named.flatMap(name -> unknown(name, known)),
            root.at("minimal").at("requires").items().limit(1).map(ReferenceRule::dependent),
            cycles(services))
        .flatMap(problems -> problems);
  }

  private static Stream<CatalogProblem> unknown(Section name, Collection<String> known) {
    return name.text().stream()
        .filter(text -> !known.contains(text))
        .map(text -> "There is no service «" + text + "». " + NearestNames.of(text, known))
        .map(name::problem);
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
