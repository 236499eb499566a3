package io.reinstate.catalog;

import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.rule.CatalogProblem;
import io.reinstate.catalog.rule.PathRule;
import io.reinstate.catalog.rule.Section;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what several applications use together: databases, and ports of this machine. */
final class SharedPlaces {

  private static final String LOCAL = "127.0.0.1";

  private SharedPlaces() {}

  /** One use of something by an application. */
  private record Use(CatalogContent.InForce by, List<String> path, String name) {}

  /**
   * What names a database: two applications that have the same have one database. Names are not
   * resolved: who writes two names of one server is not told.
   */
  static String name(DatabaseServer server) {
    if (server instanceof DatabaseServer.Postgresql postgresql) {
      return host(postgresql.host()) + ":" + postgresql.port() + "/" + postgresql.database();
    }
    return PathRule.real(((DatabaseServer.Sqlite) server).file()).toString();
  }

  /** What to know about several applications: a warning for each use of what others use, too. */
  static List<CatalogProblem> warnings(Collection<CatalogContent.InForce> applications) {
    var warnings = new ArrayList<CatalogProblem>();
    warn(
        applications.stream().flatMap(SharedPlaces::databases),
        "The database %s is one of %s too: a plan that touches it names them, and nothing else is"
            + " done to them meanwhile.",
        warnings);
    warn(
        applications.stream().flatMap(SharedPlaces::ports),
        "The port %s is asked by probes of %s too: one may be told healthy while the other"
            + " answers.",
        warnings);
    return warnings;
  }

  private static void warn(Stream<Use> uses, String what, List<CatalogProblem> warnings) {
    var byName = uses.collect(Collectors.groupingBy(Use::name, TreeMap::new, Collectors.toList()));
    byName.forEach(
        (name, all) -> {
          for (var use : all) {
            var others = others(use, all);
            if (!others.isEmpty()) {
              warnings.add(at(use).problem(what.formatted(name, others)));
            }
          }
        });
  }

  private static String others(Use use, List<Use> all) {
    return all.stream()
        .map(other -> other.by().application().id().value())
        .filter(id -> !id.equals(use.by().application().id().value()))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  private static Section at(Use use) {
    var section = use.by().file().root();
    for (var key : use.path()) {
      section = section.at(key);
    }
    return section;
  }

  private static Stream<Use> databases(CatalogContent.InForce by) {
    return by.application().databases().entrySet().stream()
        .map(
            database ->
                new Use(
                    by,
                    List.of("databases", database.getKey().value()),
                    name(database.getValue().server())));
  }

  /** Those that a service or a colour answers on. */
  private static Stream<Use> ports(CatalogContent.InForce by) {
    var application = by.application();
    var services =
        application.services().entrySet().stream()
            .flatMap(
                service ->
                    uses(by, service.getValue().health(), "services", service.getKey().value()));
    var minimal =
        application.minimal().stream().flatMap(each -> uses(by, each.health(), "minimal"));
    return Stream.concat(services, minimal);
  }

  private static Stream<Use> uses(
      CatalogContent.InForce by, List<ProbeSpec> probes, String... path) {
    var place = Stream.concat(Stream.of(path), Stream.of("health")).toList();
    return probes.stream()
        .flatMap(probe -> port(probe).stream())
        .distinct()
        .map(port -> new Use(by, place, port));
  }

  private static Optional<String> port(ProbeSpec probe) {
    if (probe instanceof ProbeSpec.Tcp tcp) {
      return local(tcp.host(), tcp.port());
    }
    return probe instanceof ProbeSpec.Http http ? port(http.url()) : Optional.empty();
  }

  private static Optional<String> port(URI url) {
    var standard = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    return Optional.ofNullable(url.getHost())
        .flatMap(host -> local(host, url.getPort() < 0 ? standard : url.getPort()));
  }

  private static Optional<String> local(String host, int port) {
    return host(host).equals(LOCAL) ? Optional.of(LOCAL + ":" + port) : Optional.empty();
  }

  /** In one spelling; all names of this machine's own addresses are one. */
  private static String host(String written) {
    var host = written.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
    return host.equals("localhost")
            || host.equals("::1")
            || host.equals("0.0.0.0")
            || host.equals("::")
            || host.matches("127\\.\\d+\\.\\d+\\.\\d+")
        ? LOCAL
        : host;
  }
}
