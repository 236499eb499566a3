package io.reinstate.catalog;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ChecklistsSpec;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.Layout;
import io.reinstate.catalog.application.MigrationsSpec;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.ModuleSpec;
import io.reinstate.catalog.application.PhaseId;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.catalog.application.ReleasesSpec;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.catalog.application.StateSpec;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.catalog.application.TrafficSpec;
import io.reinstate.catalog.application.WatchSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An application for tests: it manages all files of its home, and has nothing else unless told. */
public final class ApplicationBuilder {

  private final ApplicationId id;
  private final Path home;
  private String title = "Shop";
  private SystemUser user = SystemUser.own();
  private FilePatterns files = new FilePatterns(List.of("**"), List.of());
  private Optional<Layout> layout = Optional.empty();
  private List<String> data = List.of();
  private StateSpec state = StateSpec.NONE;
  private Map<ServiceId, ServiceSpec> services = Map.of();
  private Map<ModuleId, ModuleSpec> modules = Map.of();
  private Optional<ServiceSpec> minimal = Optional.empty();
  private Map<ToggleId, ToggleSpec> toggles = Map.of();
  private Optional<ReleasesSpec> releases = Optional.empty();
  private Map<DatabaseId, DatabaseSpec> databases = Map.of();
  private Optional<MigrationsSpec> migrations = Optional.empty();
  private Map<PhaseId, PhaseSpec> phases = Map.of();
  private Optional<TrafficSpec> traffic = Optional.empty();

  private WatchSpec watch = WatchSpec.USUAL;
  private Duration settle = Duration.ofMillis(100);

  public ApplicationBuilder(String id, Path home) {
    this.id = new ApplicationId(id);
    this.home = home;
  }

  /** An application «shop». */
  public static ApplicationBuilder shop(Path home) {
    return new ApplicationBuilder("shop", home);
  }

  /** A service that is started, stopped and asked by commands in its home. */
  public static ServiceSpec service(
      Path home, List<String> start, List<String> stop, List<String> status) {
    var run =
        new RunSpec.Commands(
            start,
            stop,
            status,
            Optional.empty(),
            home,
            Map.of(),
            Map.of(),
            Duration.ofSeconds(30));
    return new ServiceSpec("Service", run, List.of(), List.of(), Duration.ofSeconds(1));
  }

  public ApplicationBuilder title(String title) {
    this.title = title;
    return this;
  }

  /** Whose rights its commands have; those of the tests unless told. */
  public ApplicationBuilder user(SystemUser user) {
    this.user = user;
    return this;
  }

  public ApplicationBuilder files(String... include) {
    return files(new FilePatterns(List.of(include), List.of()));
  }

  public ApplicationBuilder files(FilePatterns files) {
    this.files = files;
    return this;
  }

  /** Its releases are kept side by side; the link to the live one is a managed file. */
  public ApplicationBuilder keepingReleases() {
    layout = Optional.of(Layout.RELEASES);
    return this;
  }

  public ApplicationBuilder data(List<String> data) {
    this.data = data;
    return this;
  }

  public ApplicationBuilder state(StateSpec state) {
    this.state = state;
    return this;
  }

  public ApplicationBuilder services(Map<ServiceId, ServiceSpec> services) {
    this.services = services;
    return this;
  }

  public ApplicationBuilder modules(Map<ModuleId, ModuleSpec> modules) {
    this.modules = modules;
    return this;
  }

  public ApplicationBuilder minimal(Optional<ServiceSpec> minimal) {
    this.minimal = minimal;
    return this;
  }

  public ApplicationBuilder toggles(Map<ToggleId, ToggleSpec> toggles) {
    this.toggles = toggles;
    return this;
  }

  public ApplicationBuilder releases(ReleasesSpec releases) {
    this.releases = Optional.of(releases);
    return this;
  }

  public ApplicationBuilder databases(Map<DatabaseId, DatabaseSpec> databases) {
    this.databases = databases;
    return this;
  }

  public ApplicationBuilder migrations(MigrationsSpec migrations) {
    this.migrations = Optional.of(migrations);
    return this;
  }

  public ApplicationBuilder phases(Map<PhaseId, PhaseSpec> phases) {
    this.phases = phases;
    return this;
  }

  public ApplicationBuilder traffic(Optional<TrafficSpec> traffic) {
    this.traffic = traffic;
    return this;
  }

  /** How long it has to stay healthy after a rollback. */
  public ApplicationBuilder watch(WatchSpec watch) {
    this.watch = watch;
    return this;
  }

  /** How long a healthy verdict waits for its confirmation. */
  public ApplicationBuilder settle(Duration settle) {
    this.settle = settle;
    return this;
  }

  public Application build() {
    return new Application(
        id,
        title,
        home,
        layout,
        home.resolveSibling("." + home.getFileName() + ".state"),
        user,
        files,
        data,
        state,
        services,
        modules,
        minimal,
        Optional.empty(),
        toggles,
        releases,
        databases,
        migrations,
        phases,
        Map.of(),
        traffic,
        ChecklistsSpec.NONE,
        watch,
        settle);
  }
}
