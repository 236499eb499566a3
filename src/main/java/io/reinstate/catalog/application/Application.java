package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is rolled back: a home directory with its managed files, services and modules.
 *
 * @param id the application's name, the same as its file's
 * @param title what people call it
 * @param home the absolute directory every relative path and pattern starts from
 * @param layout how a home directory is laid out that keeps several releases; empty for one that is
 *     the application itself
 * @param workDirectory where Reinstate keeps what is under way: nowhere the application can write
 * @param user whose rights its services and all its commands have
 * @param files the files a snapshot holds and a rollback restores
 * @param data patterns of what customers write; never restored by an exchange, counted in the plan
 * @param state what is recorded beside the files of a snapshot
 * @param services running parts, by name, in the order of the file
 * @param modules named sets of files, by name, in the order of the file
 * @param minimal the server that answers when nothing else can
 * @param configuration those of the managed files that are configuration
 * @param toggles switches, by name
 * @param releases how the managed files come from git
 * @param databases by name
 * @param migrations how the schema goes back
 * @param phases by name
 * @param components by name
 * @param traffic which colour serves
 * @param checklists what people tick off
 * @param watch how long it has to stay healthy after a rollback
 * @param settle how long after it was found healthy it is asked a second time before that counts
 */
public record Application(
    @JsonProperty("application") ApplicationId id,
    String title,
    Path home,
    Optional<Layout> layout,
    Path workDirectory,
    SystemUser user,
    FilePatterns files,
    List<String> data,
    StateSpec state,
    Map<ServiceId, ServiceSpec> services,
    Map<ModuleId, ModuleSpec> modules,
    Optional<ServiceSpec> minimal,
    Optional<FilePatterns> configuration,
    Map<ToggleId, ToggleSpec> toggles,
    Optional<ReleasesSpec> releases,
    Map<DatabaseId, DatabaseSpec> databases,
    Optional<MigrationsSpec> migrations,
    Map<PhaseId, PhaseSpec> phases,
    Map<ComponentId, ComponentSpec> components,
    Optional<TrafficSpec> traffic,
    ChecklistsSpec checklists,
    WatchSpec watch,
    Duration settle) {

  public Application {
    data = List.copyOf(data);
    services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    modules = Collections.unmodifiableMap(new LinkedHashMap<>(modules));
    toggles = Collections.unmodifiableMap(new LinkedHashMap<>(toggles));
    databases = Collections.unmodifiableMap(new LinkedHashMap<>(databases));
    phases = Collections.unmodifiableMap(new LinkedHashMap<>(phases));
    components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
  }

  /**
   * The directory in which Reinstate keeps what is under way, so that neither a restart of
   * Reinstate nor a restore of the home directory forgets it. It need not exist yet.
   *
   * @throws ForeignWorkDirectory when something else is there than a directory that only
   *     Reinstate's user can enter; asked each time
   */
  public Path workDirectory() {
    ForeignWorkDirectory.unlessOwn(workDirectory);
    return workDirectory;
  }

  /**
   * Whether a deployment tool keeps its releases side by side, and a link says which one is live.
   */
  public boolean keepsReleases() {
    return layout.isPresent();
  }

  /**
   * All secrets that its catalog refers to, whatever part they are of: a service may well log the
   * password of a database.
   */
  public List<SecretReference> secrets() {
    return ApplicationSecrets.of(this);
  }

  /** The same application, whose snapshots hold no customers' data. */
  public Application withoutDataInSnapshots() {
    return new Application(
        id,
        title,
        home,
        layout,
        workDirectory,
        user,
        files,
        data,
        new StateSpec(state.environment(), state.versions(), false),
        services,
        modules,
        minimal,
        configuration,
        toggles,
        releases,
        databases,
        migrations,
        phases,
        components,
        traffic,
        checklists,
        watch,
        settle);
  }

  /** The module of that name. */
  public ModuleSpec module(ModuleId module) {
    return named("module", module.value(), modules.get(module), modules.keySet());
  }

  /** The service of that name. */
  public ServiceSpec service(ServiceId service) {
    return named("service", service.value(), services.get(service), services.keySet());
  }

  /** The toggle of that name. */
  public ToggleSpec toggle(ToggleId toggle) {
    return named("toggle", toggle.value(), toggles.get(toggle), toggles.keySet());
  }

  /** The database of that name. */
  public DatabaseSpec database(DatabaseId database) {
    return named("database", database.value(), databases.get(database), databases.keySet());
  }

  /** The phase of that name. */
  public PhaseSpec phase(PhaseId phase) {
    return named("phase", phase.value(), phases.get(phase), phases.keySet());
  }

  /** The component of that name. */
  public ComponentSpec component(ComponentId component) {
    return named("component", component.value(), components.get(component), components.keySet());
  }

  private <T> T named(String kind, String name, T found, Set<?> known) {
    if (found == null) {
      throw new NotInCatalog(kind, name, "application " + id, known);
    }
    return found;
  }
}
