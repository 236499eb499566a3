package io.reinstate.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Probes can be asked, and reports can tell them apart. */
final class ProbeRule implements CatalogRule {

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var modules = file.root().at("modules").entries();
    return Stream.concat(
        Services.withHealth(file).map(owner -> owner.at("health")).flatMap(ProbeRule::health),
        modules
            .filter(module -> !module.at("service").exists())
            .flatMap(ProbeRule::withoutService));
  }

  private static Stream<CatalogProblem> health(Section health) {
    var seen = new HashSet<String>();
    var twice =
        health
            .items()
            .map(probe -> probe.at("name"))
            .filter(name -> name.text().isPresent() && !seen.add(name.text().get()))
            .map(name -> name.problem("Another probe here has this name. Name them apart."));
    var urls = health.items().map(probe -> probe.at("http").at("url"));
    return Stream.concat(twice, urls.flatMap(ProbeRule::invalidUrl));
  }

  private static Stream<CatalogProblem> invalidUrl(Section url) {
    return url.text().stream()
        .filter(text -> !isUrl(text))
        .map(text -> url.problem("«" + text + "» is not an http or https URL with a host."));
  }

  private static boolean isUrl(String text) {
    try {
      var url = new URI(text);
      return url.getHost() != null && List.of("http", "https").contains(url.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Stream<CatalogProblem> withoutService(Section module) {
    var what = "The module has no service whose process could be asked. Add service: to it.";
    return module
        .at("health")
        .items()
        .map(probe -> probe.at("process"))
        .filter(Section::exists)
        .map(process -> process.problem(what));
  }
}
