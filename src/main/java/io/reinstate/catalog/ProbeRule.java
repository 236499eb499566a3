package io.reinstate.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Probes can be asked, and reports can tell them apart. */
final class ProbeRule implements CatalogRule {

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var modules = file.root().at("modules").entries();
    return Stream.of(
            Services.withHealth(file).map(owner -> owner.at("health")).flatMap(ProbeRule::health),
            Services.of(file).flatMap(service -> ofService(service.at("health"), service)),
            modules.flatMap(ProbeRule::ofModule))
        .flatMap(problems -> problems);
  }

  /** What is wrong with probes wherever they stand. */
  static Stream<CatalogProblem> health(Section health) {
    var seen = new HashSet<String>();
    var twice =
        health
            .items()
            .map(probe -> probe.at("name"))
            .filter(name -> name.text().isPresent() && !seen.add(name.text().get()))
            .map(name -> name.problem("Another probe here has this name. Name them apart."));
    return Stream.concat(twice, health.items().flatMap(ProbeRule::values));
  }

  /** What is wrong with probes that belong to no service. */
  static Stream<CatalogProblem> withoutService(Section health, String what) {
    var processes = health.items().map(probe -> probe.at("process")).filter(Section::exists);
    return Stream.concat(
        processes.map(process -> process.problem(what)),
        health.items().flatMap(probe -> aboutService(probe, Optional.empty())));
  }

  /** Both schemes are written out in the message. */
  static Stream<CatalogProblem> invalidUrl(Section url, String one, String other) {
    return url.text().stream()
        .filter(text -> !isUrl(text, List.of(one, other)))
        .map(
            text ->
                url.problem(
                    "«%s» is not an %s or %s URL with a host.".formatted(text, one, other)));
  }

  private static boolean isUrl(String text, List<String> schemes) {
    try {
      var url = new URI(text);
      return url.getHost() != null && schemes.contains(url.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Stream<CatalogProblem> values(Section probe) {
    var log = probe.at("log");
    return Stream.of(
            invalidUrl(probe.at("http").at("url"), "http", "https"),
            invalidUrl(probe.at("websocket").at("url"), "ws", "wss"),
            invalidPattern(log.at("contains")),
            invalidPattern(log.at("absent")))
        .flatMap(problems -> problems);
  }

  private static Stream<CatalogProblem> invalidPattern(Section pattern) {
    try {
      pattern.text().ifPresent(Pattern::compile);
      return Stream.empty();
    } catch (PatternSyntaxException e) {
      var what = "This is no regular expression: " + e.getDescription() + ".";
      return Stream.of(pattern.problem(what));
    }
  }

  private static Stream<CatalogProblem> ofModule(Section module) {
    var service = module.at("service");
    if (!service.exists()) {
      var what = "The module has no service whose process could be asked. Add service: to it.";
      return withoutService(module.at("health"), what);
    }
    return service.text().stream()
        .flatMap(name -> ofService(module.at("health"), service(module, name)));
  }

  private static Stream<CatalogProblem> ofService(Section health, Section service) {
    return health.items().flatMap(probe -> aboutService(probe, Optional.of(service)));
  }

  /** A log and resources are those of a service: that which is named, or else the owner. */
  private static Stream<CatalogProblem> aboutService(Section probe, Optional<Section> owner) {
    return Stream.of(probe.at("log"), probe.at("resources"))
        .filter(Section::exists)
        .flatMap(
            kind -> {
              var named = kind.at("service");
              var service = named.text().map(name -> service(kind, name)).or(() -> owner);
              return Stream.concat(unknown(named), unanswerable(kind, service));
            });
  }

  private static Section service(Section anywhere, String name) {
    return anywhere.file().root().at("services").at(name);
  }

  private static Stream<CatalogProblem> unknown(Section name) {
    var known = name.file().root().at("services").entries().map(Section::key).toList();
    return name.text().stream()
        .filter(text -> !known.contains(text))
        .map(text -> "There is no service «" + text + "». " + NearestNames.of(text, known))
        .map(name::problem);
  }

  private static Stream<CatalogProblem> unanswerable(Section kind, Optional<Section> service) {
    var supervised = service.filter(each -> each.at("supervised").exists()).isPresent();
    var unsupervised = service.filter(each -> each.at("commands").exists()).isPresent();
    if (kind.key().equals("resources")) {
      return supervised || service.isPresent() && !unsupervised
          ? Stream.empty()
          : Stream.of(
              kind.problem("Only of a supervised service is known what it uses. Name one."));
    }
    var beginning = kind.at("since").text().filter("beginning"::equals).isPresent();
    if (service.isEmpty() && !beginning) {
      var what = "Nobody can tell whose start counts. Add service: or since: beginning.";
      return Stream.of(kind.problem(what));
    }
    return kind.at("file").exists() || service.isPresent() && !unsupervised
        ? Stream.empty()
        : Stream.of(kind.problem("Only a supervised service has a log of its own. Add file:."));
  }
}
