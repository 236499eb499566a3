package io.reinstate.catalog.rule;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The proxy can be reached as it is written, and its colours can be told apart and started. */
public final class TrafficRule implements CatalogRule {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]+");
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z0-9_.-]+|\\[[0-9a-fA-F:.]+]):[0-9]{1,5}");

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var traffic = file.root().at("traffic");
    var colours = traffic.at("colours").entries().toList();
    var services = file.root().at("services").entries().map(Section::key).toList();
    return Stream.of(
            colours.stream().flatMap(colour -> unknownServices(colour, services)),
            colours.stream().flatMap(colour -> upstream(colour, traffic.at("haproxy").exists())),
            same(colours),
            ServiceSections.traffic(file).flatMap(TrafficRule::processes),
            caddy(traffic.at("caddy")),
            haproxy(traffic.at("haproxy")),
            nginx(traffic.at("nginx"), file))
        .flatMap(problems -> problems);
  }

  private static Stream<CatalogProblem> unknownServices(Section colour, List<String> known) {
    return colour
        .at("services")
        .items()
        .flatMap(
            service ->
                service.text().stream()
                    .filter(name -> !known.contains(name))
                    .map(
                        name ->
                            service.problem(
                                "There is no service «"
                                    + name
                                    + "». "
                                    + NearestNames.of(name, known))));
  }

  private static Stream<CatalogProblem> upstream(Section colour, boolean haproxy) {
    return haproxy
        ? named(colour.at("upstream"), "the server in HAProxy")
        : refuse(
            colour.at("upstream"),
            text -> !isAddress(text),
            "is not a place the proxy can reach. Write host:port.");
  }

  private static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches()
        && Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)) <= 0xFFFF;
  }

  private static Stream<CatalogProblem> same(List<Section> colours) {
    var seen = new HashSet<String>();
    return colours.stream()
        .map(colour -> colour.at("upstream"))
        .flatMap(
            upstream ->
                refuse(
                    upstream,
                    text -> !seen.add(text),
                    "is another colour already. Give each its own."));
  }

  private static Stream<CatalogProblem> processes(Section section) {
    var what = "A probe here belongs to no service. Ask by http, tcp or command.";
    return section
        .at("health")
        .items()
        .map(probe -> probe.at("process"))
        .filter(Section::exists)
        .map(process -> process.problem(what));
  }

  private static Stream<CatalogProblem> caddy(Section caddy) {
    var what = "is not an http or https URL with a host. Caddy's default is http://127.0.0.1:2019.";
    return Stream.concat(
        refuse(caddy.at("admin"), text -> !isUrl(text), what),
        named(caddy.at("id"), "the handler in Caddy"));
  }

  private static Stream<CatalogProblem> haproxy(Section haproxy) {
    return Stream.of(
            absolute(haproxy.at("socket")),
            absolute(haproxy.at("stateFile")),
            named(haproxy.at("backend"), "the backend in HAProxy"))
        .flatMap(problems -> problems);
  }

  private static Stream<CatalogProblem> nginx(Section nginx, CatalogFile file) {
    return Stream.of(
            absolute(nginx.at("file")),
            nginx.at("file").path().stream()
                .filter(path -> isWithinHome(path, file))
                .map(
                    path ->
                        nginx
                            .at("file")
                            .problem(
                                "This is within the home directory, where a rollback of files"
                                    + " would switch the traffic too. Put it elsewhere.")),
            named(nginx.at("name"), "the upstream block in nginx"),
            refuse(
                nginx.at("serving"),
                text -> !isUrl(text),
                "is not an http or https URL with a host."))
        .flatMap(problems -> problems);
  }

  private static boolean isWithinHome(Path path, CatalogFile file) {
    return path.isAbsolute()
        && file.home().filter(home -> path.normalize().startsWith(home)).isPresent();
  }

  private static Stream<CatalogProblem> absolute(Section path) {
    return refuse(
        path, text -> !text.startsWith("/"), "is not an absolute path. Write it from the root.");
  }

  private static Stream<CatalogProblem> named(Section name, String what) {
    return refuse(
        name,
        text -> !NAME.matcher(text).matches(),
        "cannot be the name of " + what + ": letters, digits and . _ : - only.");
  }

  private static Stream<CatalogProblem> refuse(
      Section section, Predicate<String> wrong, String what) {
    return section.text().stream()
        .filter(wrong)
        .map(text -> section.problem("«" + text + "» " + what));
  }

  private static boolean isUrl(String text) {
    try {
      var url = new URI(text);
      return url.getHost() != null && List.of("http", "https").contains(url.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
