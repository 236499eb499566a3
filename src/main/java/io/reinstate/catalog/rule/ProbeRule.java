package io.reinstate.catalog.rule;

import io.reinstate.catalog.application.ProbeSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Probes can be asked, and reports can tell them apart. */
public final class ProbeRule implements CatalogRule {

  /** Headers that no request of {@link java.net.http.HttpRequest} may set. */
  private static final List<String> SET_BY_US =
      List.of("connection", "content-length", "expect", "host", "upgrade");

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var modules = file.root().at("modules").entries();
    var components = file.root().at("components").entries().toList();
    return Stream.of(
            ServiceSections.withHealth(file)
                .map(owner -> owner.at("health"))
                .flatMap(ProbeRule::health),
            ServiceSections.of(file).flatMap(service -> ofService(service.at("health"), service)),
            modules.flatMap(module -> ofPart(module, "The module")),
            components.stream().flatMap(component -> ofPart(component, "The component")),
            components.stream().flatMap(component -> health(component.at("health"))),
            baselinesElsewhere(file))
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
            request(probe.at("http").at("request")),
            invalidUrl(probe.at("websocket").at("url"), "ws", "wss"),
            invalidPattern(log.at("contains")),
            invalidPattern(log.at("absent")),
            sql(probe.at("sql")),
            invalidUrl(probe.at("revision").at("url"), "http", "https"),
            Stream.of("include", "exclude")
                .flatMap(list -> probe.at("files").at(list).items())
                .flatMap(PatternRule::invalid),
            baseline(probe.at("baseline")))
        .flatMap(problems -> problems);
  }

  private static Stream<CatalogProblem> request(Section request) {
    var secrets = request.at("secrets");
    var texts = Stream.concat(request.at("headers").entries(), Stream.of(request.at("body")));
    var unknown =
        texts.flatMap(
            text ->
                ProbeSpec.Request.names(text.text().orElse(""))
                    .filter(name -> !secrets.at(name).exists())
                    .map(name -> text.problem("There is no " + name + " in its secrets.")));
    var bodiless = request.at("method").text().filter("POST"::equals).isEmpty();
    var body = Stream.of(request.at("body")).filter(each -> bodiless && each.exists());
    var ours =
        request
            .at("headers")
            .entries()
            .filter(header -> SET_BY_US.contains(header.key().toLowerCase(Locale.ROOT)))
            .map(header -> header.problem("Reinstate sets this header by itself. Leave it out."));
    return Stream.of(
            unknown,
            ours,
            SecretRule.missing(Stream.of(request)),
            body.map(each -> each.problem("Only a POST has a body. Add method: POST.")))
        .flatMap(problems -> problems);
  }

  private static Stream<CatalogProblem> sql(Section sql) {
    var databases = sql.file().root().at("databases");
    var query = sql.at("query");
    var since = query.text().filter(text -> DatabaseRule.SINCE.matcher(text).find()).isPresent();
    var within = sql.at("within");
    return Stream.of(
            ReferenceRule.unknown("database", sql.at("database"), databases),
            DatabaseRule.impossible(sql),
            since && !within.exists()
                ? Stream.of(sql.problem("Nobody can tell what :since is. Add within:."))
                : Stream.<CatalogProblem>empty(),
            within.exists() && query.exists() && !since
                ? Stream.of(within.problem("There is no :since in the query."))
                : Stream.<CatalogProblem>empty())
        .flatMap(problems -> problems);
  }

  private static Stream<CatalogProblem> baseline(Section baseline) {
    var of = baseline.at("of").text().orElse("");
    var asked = of.equals("latency") || of.equals("number");
    var measured = of.equals("cpu") || of.equals("memory");
    return Stream.of(
            invalidUrl(baseline.at("url"), "http", "https"),
            needed(asked, baseline, "url"),
            needed(of.equals("number"), baseline, "pointer"),
            needless(measured, baseline.at("url"), of),
            needless(measured || of.equals("latency"), baseline.at("pointer"), of),
            needless(asked, baseline.at("service"), of))
        .flatMap(problems -> problems);
  }

  private static Stream<CatalogProblem> needed(boolean needed, Section baseline, String key) {
    return needed && !baseline.at(key).exists()
        ? Stream.of(baseline.problem("The key " + key + " is missing."))
        : Stream.empty();
  }

  private static Stream<CatalogProblem> needless(boolean needless, Section key, String of) {
    return needless && key.exists()
        ? Stream.of(key.problem("Nothing is done with this for " + of + ". Leave it out."))
        : Stream.empty();
  }

  /** What is recorded is the health of services and modules, while the application works. */
  private static Stream<CatalogProblem> baselinesElsewhere(CatalogFile file) {
    var root = file.root();
    var what = "Only services and modules have a baseline. Write the probe there.";
    return Stream.of(
            Stream.of(root.at("minimal").at("health")),
            root.at("toggles").entries().map(toggle -> toggle.at("fallback")),
            root.at("components").entries().map(component -> component.at("health")),
            ServiceSections.traffic(file).map(traffic -> traffic.at("health")))
        .flatMap(lists -> lists)
        .flatMap(Section::items)
        .map(probe -> probe.at("baseline"))
        .filter(Section::exists)
        .map(baseline -> baseline.problem(what));
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

  private static Stream<CatalogProblem> ofPart(Section part, String name) {
    var service = part.at("service");
    if (!service.exists()) {
      var what = name + " has no service whose process could be asked. Add service: to it.";
      return withoutService(part.at("health"), what);
    }
    return service.text().stream()
        .flatMap(each -> ofService(part.at("health"), service(part, each)));
  }

  private static Stream<CatalogProblem> ofService(Section health, Section service) {
    return health.items().flatMap(probe -> aboutService(probe, Optional.of(service)));
  }

  /** A log and resources are those of a service: that which is named, or else the owner. */
  private static Stream<CatalogProblem> aboutService(Section probe, Optional<Section> owner) {
    return Stream.concat(answeredByNobody(probe, owner), ofService(probe, owner));
  }

  private static Stream<CatalogProblem> answeredByNobody(Section probe, Optional<Section> owner) {
    var unknown = owner.filter(each -> !each.at("commands").exists()).isEmpty();
    return Stream.of(probe.at("http"), probe.at("tcp"))
        .map(kind -> kind.at("answeredBy"))
        .filter(answeredBy -> unknown && answeredBy.text().filter("service"::equals).isPresent())
        .map(
            answeredBy ->
                answeredBy.problem(
                    "Only of a supervised service is known which processes are its own. Write the"
                        + " probe there, or leave this out."));
  }

  private static Stream<CatalogProblem> ofService(Section probe, Optional<Section> owner) {
    return Stream.of(probe.at("log"), probe.at("resources"), probe.at("baseline"))
        .filter(kind -> !isAsked(kind))
        .filter(Section::exists)
        .flatMap(
            kind -> {
              var named = kind.at("service");
              var service = named.text().map(name -> service(kind, name)).or(() -> owner);
              return Stream.concat(
                  ReferenceRule.unknown("service", named, kind.file().root().at("services")),
                  unanswerable(kind, service));
            });
  }

  /** Of a baseline, only what processes use is that of a service. */
  private static boolean isAsked(Section kind) {
    var of = kind.at("of").text().orElse("");
    return kind.key().equals("baseline") && !of.equals("cpu") && !of.equals("memory");
  }

  private static Section service(Section anywhere, String name) {
    return anywhere.file().root().at("services").at(name);
  }

  private static Stream<CatalogProblem> unanswerable(Section kind, Optional<Section> service) {
    var supervised = service.filter(each -> each.at("supervised").exists()).isPresent();
    var unsupervised = service.filter(each -> each.at("commands").exists()).isPresent();
    if (!kind.key().equals("log")) {
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
