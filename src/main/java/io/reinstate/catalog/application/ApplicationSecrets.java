package io.reinstate.catalog.application;

import io.reinstate.catalog.application.DatabaseServer.Postgresql;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where the secrets of an application are named in its catalog, all parts together. */
final class ApplicationSecrets {

  private ApplicationSecrets() {}

  static List<SecretReference> of(Application application) {
    return Stream.of(
            ofParts(application),
            ofDatabases(application),
            ofCommands(application),
            ofProbes(application))
        .flatMap(secrets -> secrets)
        .distinct()
        .toList();
  }

  private static Stream<SecretReference> ofParts(Application application) {
    return parts(application).map(part -> part.run().secrets()).flatMap(ApplicationSecrets::values);
  }

  private static Stream<ServiceSpec> parts(Application application) {
    return Stream.concat(application.services().values().stream(), application.minimal().stream());
  }

  private static Stream<SecretReference> ofDatabases(Application application) {
    return application.databases().values().stream()
        .map(database -> database.server())
        .flatMap(
            server ->
                server instanceof Postgresql postgresql
                    ? postgresql.password().stream()
                    : Stream.empty());
  }

  private static Stream<SecretReference> ofCommands(Application application) {
    var releases =
        application.releases().stream()
            .flatMap(spec -> Stream.of(spec.build(), spec.caches()).flatMap(Collection::stream));
    var installs =
        application.phases().values().stream()
            .flatMap(phase -> Stream.concat(phase.install().stream(), phase.installed().stream()));
    var migrations = application.migrations().stream().map(MigrationsSpec::down);
    var proxy =
        application.traffic().stream()
            .map(TrafficSpec::proxy)
            .flatMap(
                spec ->
                    spec instanceof ProxySpec.Nginx nginx
                        ? Stream.of(nginx.test(), nginx.reload())
                        : Stream.empty());
    return Stream.of(releases, installs, migrations, proxy)
        .flatMap(commands -> commands)
        .map(CommandSpec::secrets)
        .flatMap(ApplicationSecrets::values);
  }

  private static Stream<SecretReference> ofProbes(Application application) {
    return probes(application)
        .flatMap(
            probe ->
                probe instanceof ProbeSpec.Http http ? http.request().stream() : Stream.empty())
        .map(ProbeSpec.Request::secrets)
        .flatMap(ApplicationSecrets::values);
  }

  private static Stream<ProbeSpec> probes(Application application) {
    var traffic = application.traffic().stream();
    return Stream.of(
            parts(application).map(ServiceSpec::health),
            application.modules().values().stream().map(ModuleSpec::health),
            application.components().values().stream().map(ComponentSpec::health),
            application.toggles().values().stream().map(ToggleSpec::fallback),
            traffic.flatMap(ApplicationSecrets::probes))
        .flatMap(probes -> probes)
        .flatMap(List::stream);
  }

  private static Stream<List<ProbeSpec>> probes(TrafficSpec traffic) {
    return Stream.concat(
        Stream.of(traffic.health()),
        traffic.colours().values().stream().map(TrafficSpec.ColourSpec::health));
  }

  private static Stream<SecretReference> values(Map<String, SecretReference> secrets) {
    return secrets.values().stream();
  }
}
